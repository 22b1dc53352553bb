// One step of a run: one action of an app, as the identity that the run's row says.
import { apps, type AppId } from '../apps/index.js'
import type { AnyAction } from '../apps/define-app.js'
import { findUsableAccess } from '../connections/usable-access.js'
import { findStepWait } from '../runs/open-wait.js'
import { setRunState } from '../runs/set-run-state.js'
import type { AppIdentity, Run, WaitOutcome } from '../runs/types.js'
import { isPaused } from '../settings/deployment.js'
import type { StepCall } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { ownerOf } from './owner-of.js'
import { whilePaused } from './paused.js'
import { noteUse } from './note-use.js'
import { performAction, type Step } from './perform-action.js'
import { thisRun, thisRunId } from './this-run.js'
import { ending, signInRequired, toFailure } from './to-failure.js'
import { writeOnce } from './write-once.js'

/** The activity of one action. */
export function createStep(deps: ActivityDeps, appId: AppId, actionName: string, action: AnyAction) {
  return async ({ stepKey, input }: StepCall): Promise<unknown> => {
    try {
      // Reads that don't need each other; what they say is heard in the order of the lines below.
      const [run, paused, wait] = await Promise.all([thisRun(deps), isPaused(deps.db), findStepWait(deps.db, thisRunId(), stepKey)])
      if (paused) throw whilePaused()
      if (run.cancelAskedAt) throw ending('RunCancelled', 'The caller cancelled the run.')
      const identity = run.settings.identities[appId]
      if (!identity) throw ending('RecipeError', `This run has no identity for ${apps[appId].name}.`)
      if (wait) endUnlessConnected(appId, wait.outcome)
      const access = await findIdentity(deps, run, appId, identity)
      const step: Step = { run, stepKey, appId, actionName, action, input, identity, access, signedInForIt: wait?.outcome === 'connected' }
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
  const result = await performAction(deps, step, { startedAt: new Date(), effectKey: '', tried: { mayBeDone: false } })
  await noteUse(deps.db, step)
  return result
}

/** The wait's row says how it ended; the signal only said that it did. */
function endUnlessConnected(appId: AppId, outcome: WaitOutcome | null): void {
  const { name } = apps[appId]
  switch (outcome) {
    case 'declined':
      throw ending('SignInDeclined', `The sign-in to ${name} was declined.`)
    case 'expired':
      throw ending('SignInExpired', `Nobody signed in to ${name} in time.`)
    case 'cancelled':
      throw ending('RunCancelled', 'The caller cancelled the run.')
    case 'connected':
    case null:
  }
}

async function findIdentity(deps: ActivityDeps, { caller }: Run, appId: AppId, identity: AppIdentity) {
  const wanted = { owner: ownerOf(caller, identity), configurationId: identity.configuration, appName: apps[appId].name }
  const access = await findUsableAccess(deps, wanted)
  if (access.kind === 'ready') return access
  if (identity.mode === 'personal') throw signInRequired(apps[appId].name)
  throw ending(
    'SharedConnectionMissing',
    `The shared connection to ${apps[appId].name} isn't connected. Whoever runs Workbot can connect it again.`,
  )
}
