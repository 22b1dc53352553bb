// Takes away what an incident has begun to, until nothing is left here: a worker does so each second, whoever began it may be gone.
import type { Database } from '../database.js'
import { findOpenIncidents } from './incident-rows.js'
import { takeAll } from './take-away.js'

/** Doesn't end one: that is done by whoever has seen the proof. Two at once do no harm. */
export async function continueIncidents(db: Database): Promise<void> {
  for (const incident of await findOpenIncidents(db)) await takeAll(db, incident, incident.startedBy)
}
