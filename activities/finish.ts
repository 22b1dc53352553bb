// The end of a run: its row is closed, then its result is posted. Killed in between, it posts what wasn't posted.
import { lockRequestsOfRun, releaseRequest } from '../connections/sign-in-requests.js'
import { closeRun, findUnpostedEnding, markPosted } from '../runs/close-run.js'
import type { Ending } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { postResult } from './post-result.js'
import { thisRunEvenEnded } from './this-run.js'
import { toFailure } from './to-failure.js'

export function createFinish(deps: ActivityDeps) {
  return async (ending: Ending): Promise<void> => {
    try {
      const run = await thisRunEvenEnded(deps)
      await deps.db.transaction(async (tx) => {
        await lockRequestsOfRun(tx, run.id)
        const requests = await closeRun(tx, deps.keys, { runId: run.id, state: ending.state, outcome: ending })
        for (const request of requests) await releaseRequest(tx, request, 'cancelled')
      })
      // What the row says counts: an earlier ending stays.
      const unposted = await findUnpostedEnding(deps.db, deps.keys, run.id)
      if (!unposted) return
      await postResult(deps, run, { ending: unposted.outcome as Ending, at: unposted.endedAt })
      await markPosted(deps.db, run.id)
    } catch (error) {
      throw toFailure(error)
    }
  }
}
