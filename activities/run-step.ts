// One step of a run: one action of an app, as the identity that the run's row says.
import { apps, type AppId } from '../apps/index.js'
import type { ActionCall, AnyAction } from '../apps/define-app.js'
import { setRunState } from '../runs/set-run-state.js'
import type { WaitOutcome } from '../runs/types.js'
import type { StepCall } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { answerBefore } from './carry-over.js'
import { noteUse } from './note-use.js'
import { findStepAccess, openStep } from './open-step.js'
import { performAction, type Step } from './perform-action.js'
import { ending, toFailure } from './to-failure.js'
import { writeOnce } from './write-once.js'

/** The activity of one action. */
export function createStep(deps: ActivityDeps, appId: AppId, actionName: string, action: AnyAction) {
  return async ({ stepKey, input, as }: StepCall): Promise<unknown> => {
    try {
      const { run, actor, identity, wait } = await openStep(deps, appId, { stepKey, ...(as !== undefined && { as }) })
      if (wait) endUnlessConnected(appId, wait.outcome)
      const before = await answerBefore(deps, run, { stepKey, isWrite: action.kind === 'write' })
      if (before) return before.answer
      const access = await findStepAccess(deps, appId, { run, actor, identity, stepKey })
      const step: Step = {
        run,
        actor,
        stepKey,
        appId,
        actionName,
        action,
        input,
        identity,
        access,
        signedInForIt: wait?.outcome === 'connected' && !wait.wasStillAsked,
      }
      const acting = action.kind === 'write' ? writeOnce(deps, step) : read(deps, step)
      return await (run.state === 'running' ? acting : both(acting, setRunState(deps.db, run.id, 'running')))
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/** Ends when both have: a note that came late could otherwise overwrite what follows a failed step. */
async function both<Result>(acting: Promise<Result>, noting: Promise<void>): Promise<Result> {
  const [noted] = await Promise.allSettled([noting, acting])
  const result = await acting
  if (noted.status === 'rejected') throw noted.reason
  return result
}

async function read(deps: ActivityDeps, step: Step): Promise<unknown> {
  const noteOnce: ActionCall['noteOnce'] = (ask) => ask()
  const result = await performAction(deps, step, {
    ...{ startedAt: new Date(), effectKey: '', isRetry: false, noteOnce, tried: { mayBeDone: false } },
  })
  await noteUse(deps.db, step)
  return result
}

/** The wait's row says how it ended; the signal only said that it did. */
export function endUnlessConnected(appId: AppId, outcome: WaitOutcome | null): void {
  const { name } = apps[appId]
  if (outcome === 'declined') throw ending('SignInDeclined', `The sign-in to ${name} was declined.`)
  if (outcome === 'expired') throw ending('SignInExpired', `Nobody signed in to ${name} in time.`)
}
