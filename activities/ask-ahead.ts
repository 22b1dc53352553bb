// `signIn` of a recipe: whether there is a connection to go on with, and how the sign-in ended where there is none.
import type { AppId } from '../apps/index.js'
import { setRunState } from '../runs/set-run-state.js'
import type { SignInAnswer, SignInWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { answerBefore } from './carry-over.js'
import { findStepAccess, openStep } from './open-step.js'
import { thisRunId } from './this-run.js'
import { toFailure } from './to-failure.js'

export function createAskAhead(deps: ActivityDeps) {
  return async (wait: SignInWait): Promise<SignInAnswer> => {
    try {
      const answer = await answerAhead(deps, wait)
      await setRunState(deps.db, thisRunId(), 'running')
      return answer
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/** A declined or expired sign-in is an answer here; as a step's own it ends the run. Where the recipe uses the shared connection nobody is asked. @throws SignInRequired */
export async function answerAhead(deps: ActivityDeps, { app, stepKey }: SignInWait): Promise<SignInAnswer> {
  const appId = app as AppId
  const { run, actor, identity, wait } = await openStep(deps, appId, { stepKey })
  const outcome = wait?.outcome
  if (outcome === 'declined' || outcome === 'expired') return outcome
  const before = await answerBefore(deps, run, { stepKey, isWrite: false })
  if (before) return before.answer as SignInAnswer
  await findStepAccess(deps, appId, { run, actor, identity, stepKey })
  return 'connected'
}
