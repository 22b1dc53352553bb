// Ends the connections of who has left, and those past the limits of age, in bounded batches.
import { disconnect } from '../connections/disconnect.js'
import { findAged, type AgeLimits } from '../connections/aged.js'
import { cancelDeparture, isDepartureDue, listDueDepartures, type Departure } from '../conversations/departures.js'
import { endEverythingOf } from '../people/end-everything-of.js'
import type { ActivityDeps } from './activity-deps.js'
import { orLater } from './or-later.js'

const BATCH = 100
/** A round, at most; what is left is for the next hour. */
const ROUNDS = 20

export interface AgeingDeps {
  readonly ageLimits: AgeLimits
}

export async function endDepartures(deps: Pick<ActivityDeps, 'db' | 'log'>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const due = await listDueDepartures(deps.db, BATCH)
    for (const departure of due) await orLater(deps.log, () => endDeparture(deps, departure))
    if (due.length < BATCH) return
  }
}

/** Asked for anew: who came back while the others were ended stays. */
async function endDeparture({ db, log }: Pick<ActivityDeps, 'db' | 'log'>, { caller, why }: Departure): Promise<void> {
  if (!(await isDepartureDue(db, caller))) return
  const ended = await endEverythingOf(db, { caller, why: 'left', by: `housekeeping:${why}` })
  await cancelDeparture(db, caller)
  log.info({ code: 'WB-HOUSE-007', why, ...ended }, 'Somebody left; what Workbot could do in their name was ended.')
}

export async function endAged({ db, log, ageLimits }: Pick<ActivityDeps, 'db' | 'log'> & AgeingDeps): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const aged = await findAged(db, ageLimits, BATCH)
    for (const { connectionId, caller, why } of aged) {
      const end = () => db.transaction((tx) => disconnect(tx, { connectionId, caller, why: { kind: why, by: 'housekeeping' }, card: null }))
      await orLater(log, end)
    }
    if (aged.length < BATCH) return
  }
}
