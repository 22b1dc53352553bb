// What the sweep does for results that couldn't be told: their callers get them once they have added Workbot.
import { describeError } from '../log.js'
import { findRun } from '../runs/find-run.js'
import { claimUntold, findUntoldEnding, markTold, noteUntold } from '../runs/untold.js'
import type { Ending } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { endedAs } from './close-and-post.js'
import { tellCaller } from './post-result.js'

type TellDeps = Pick<ActivityDeps, 'db' | 'keys' | 'messenger' | 'log'>

export async function tellUntold(deps: TellDeps): Promise<void> {
  for (const runId of await claimUntold(deps.db)) {
    await tell(deps, runId).catch((error: unknown) => {
      deps.log.warn({ code: 'WB-RUN-009', runId, err: describeError(error) }, "A result couldn't be told yet; it stays owed.")
    })
  }
}

/** At least once. */
async function tell(deps: TellDeps, runId: string): Promise<void> {
  const { db, keys } = deps
  const [run, untold] = await Promise.all([findRun(db, keys, runId), findUntoldEnding(db, keys, runId)])
  if (!run || !untold) return
  const isTold = await tellCaller(deps, run, endedAs(untold.outcome as Ending, untold))
  await (isTold ? markTold : noteUntold)(db, runId)
}
