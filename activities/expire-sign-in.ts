// The deadline's timer fired: ends the wait, where the row agrees that it is over.
import { lockRequestsOfRun, releaseRequest } from '../connections/sign-in-requests.js'
import { settleOwnWait } from '../runs/settle-waits.js'
import { countSignIn } from '../telemetry/metrics.js'
import type { SignInWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { thisRun } from './this-run.js'
import { toFailure } from './to-failure.js'

export function createExpireSignIn(deps: ActivityDeps) {
  return async ({ stepKey }: SignInWait): Promise<void> => {
    try {
      const run = await thisRun(deps)
      const expired = await deps.db.transaction(async (tx) => {
        await lockRequestsOfRun(tx, run.id)
        const wait = await settleOwnWait(tx, { runId: run.id, stepKey, outcome: 'expired', onlyIf: 'due' })
        if (wait) await releaseRequest(tx, wait.signInRequestId, 'expired')
        return wait !== null
      })
      if (expired) countSignIn('expired')
    } catch (error) {
      throw toFailure(error)
    }
  }
}
