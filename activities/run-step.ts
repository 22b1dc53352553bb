// One step of a run: one action of an app, as the identity that the run's row says.
import { apps, type AppId } from '../apps/index.js'
import type { AnyAction } from '../apps/define-app.js'
import { findAccess } from '../connections/access.js'
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
import { thisRun } from './this-run.js'
import { ending, signInRequired, toFailure } from './to-failure.js'
import { writeOnce } from './write-once.js'

/** The activity of one action. */
export function createStep(deps: ActivityDeps, appId: AppId, actionName: string, action: AnyAction) {
  return async ({ stepKey, input }: StepCall): Promise<unknown> => {
    try {
      const run = await thisRun(deps)
      if (await isPaused(deps.db)) throw whilePaused()
      const identity = run.settings.identities[appId]
      if (!identity) throw ending('RecipeError', `This run has no identity for ${apps[appId].name}.`)
      const wait = await findStepWait(deps.db, run.id, stepKey)
      if (wait) endUnlessConnected(appId, wait.outcome)
      const access = await findIdentity(deps, run, appId, identity)
      if (run.state !== 'running') await setRunState(deps.db, run.id, 'running')
      const step: Step = { run, stepKey, appId, actionName, action, input, identity, access, signedInForIt: wait?.outcome === 'connected' }
      return await (action.kind === 'write' ? writeOnce(deps, step) : read(deps, step))
    } catch (error) {
      throw toFailure(error)
    }
  }
}

async function read(deps: ActivityDeps, step: Step): Promise<unknown> {
  const result = await performAction(deps, step, { startedAt: new Date(), tried: { mayBeDone: false } })
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

async function findIdentity({ db, unseal }: ActivityDeps, { caller }: Run, appId: AppId, identity: AppIdentity) {
  const access = await findAccess({ tx: db, unseal }, { owner: ownerOf(caller, identity), configurationId: identity.configuration })
  if (access.kind === 'ready') return access
  if (identity.mode === 'personal') throw signInRequired(apps[appId].name)
  throw ending(
    'SharedConnectionMissing',
    `The shared connection to ${apps[appId].name} isn't connected. Whoever runs Workbot can connect it again.`,
  )
}
