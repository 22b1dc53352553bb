// `signIn` of a recipe: whether there is a connection to go on with, and how the sign-in ended where there is none.
import type { AppId } from '../apps/index.js'
import { setRunState } from '../runs/set-run-state.js'
import type { SignInAnswer, SignInWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { findStepAccess, openStep } from './open-step.js'
import { toFailure } from './to-failure.js'

/** A declined or expired sign-in is an answer here; as a step's own it ends the run. Where the recipe uses the shared connection nobody is asked. */
export function createAskAhead(deps: ActivityDeps) {
  return async ({ app, stepKey }: SignInWait): Promise<SignInAnswer> => {
    try {
      const appId = app as AppId
      const { run, actor, identity, wait } = await openStep(deps, appId, { stepKey })
      const outcome = wait?.outcome
      const answer = outcome === 'declined' || outcome === 'expired' ? outcome : 'connected'
      if (answer === 'connected') await findStepAccess(deps, appId, { run, actor, identity, stepKey })
      await setRunState(deps.db, run.id, 'running')
      return answer
    } catch (error) {
      throw toFailure(error)
    }
  }
}
