// `npm run incident -- restored` and `restored-end`: a database that was restored from a backup acts for nobody until it is safe.
import { distrustSome } from '../connections/distrust.js'
import { voidTripsUnderWay } from '../connections/void-trips.js'
import type { Database } from '../database.js'
import { noteRestored, trustAgain } from '../settings/restored.js'

interface Said {
  readonly ok: boolean
  readonly text: string
}

/** Pauses everything first: from that commit on no step begins and nothing is refreshed. Cut off, the same again does the rest. */
export async function beginRestored(db: Database, by: string): Promise<Said> {
  await db.transaction((tx) => noteRestored(tx, by))
  while ((await db.transaction((tx) => voidTripsUnderWay(tx, { configurationId: null }))) > 0);
  let count = 0
  for (let some = -1; some !== 0; count += some) some = await db.transaction(distrustSome)
  return {
    ok: true,
    text: `Everything is paused, and ${String(count)} connections need a new sign-in before they are used: what the backup has of them may have been ended since. Start the programs, have housekeeping hold the runs against Temporal (docs/incidents.md), then: npm run incident -- restored-end`,
  }
}

/** Runs go on where they were; those that need a connection ask for a sign-in. */
export async function endRestored(db: Database, by: string): Promise<Said> {
  for (;;) if ((await db.transaction(distrustSome)) === 0) break
  return (await db.transaction((tx) => trustAgain(tx, by)))
    ? { ok: true, text: 'Runs go on within 10 seconds, where they were; each asks for the sign-in that it needs.' }
    : { ok: false, text: 'The database was not said to be a restored backup. Nothing was changed.' }
}
