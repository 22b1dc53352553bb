// Ends the connections of who has left, and those past the limits of age, in bounded batches.
import { disconnect } from '../connections/disconnect.js'
import { findAged, type AgeLimits } from '../connections/aged.js'
import { cancelDeparture, listDueDepartures } from '../conversations/departures.js'
import { endEverythingOf } from '../people/end-everything-of.js'
import type { ActivityDeps } from './activity-deps.js'

const BATCH = 100
/** A round, at most; what is left is for the next hour. */
const ROUNDS = 20

export interface AgeingDeps {
  readonly ageLimits: AgeLimits
}

/** Whoever came back meanwhile isn't among them any more. */
export async function endDepartures({ db, log }: Pick<ActivityDeps, 'db' | 'log'>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const due = await listDueDepartures(db, BATCH)
    for (const { caller, why } of due) {
      const ended = await endEverythingOf(db, { caller, why: 'left', by: `housekeeping:${why}` })
      await cancelDeparture(db, caller)
      log.info({ code: 'WB-HOUSE-007', why, ...ended }, 'Somebody left; what Workbot could do in their name was ended.')
    }
    if (due.length < BATCH) return
  }
}

export async function endAged({ db, ageLimits }: Pick<ActivityDeps, 'db'> & AgeingDeps): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const aged = await findAged(db, ageLimits, BATCH)
    for (const { connectionId, caller, why } of aged)
      await db.transaction((tx) => disconnect(tx, { connectionId, caller, why: { kind: why, by: 'housekeeping' }, card: null }))
    if (aged.length < BATCH) return
  }
}
