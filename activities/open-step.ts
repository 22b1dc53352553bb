// What every step begins with: its run, its identity, how its last wait ended, and the connection it acts through.
import { apps, type AppId } from '../apps/index.js'
import type { Access } from '../connections/access.js'
import { findUsableAccess } from '../connections/usable-access.js'
import { findStepWait, type StepWait } from '../runs/open-wait.js'
import { isRunsAccount } from '../runs/pinned-account.js'
import type { AppIdentity, Run } from '../runs/types.js'
import { isPaused } from '../settings/deployment.js'
import type { ActivityDeps } from './activity-deps.js'
import { findActor, identityOf, type Actor } from './actor.js'
import { ownerOf } from './owner-of.js'
import { whilePaused } from './paused.js'
import { thisRun, thisRunId } from './this-run.js'
import { ending, signInRequired } from './to-failure.js'

export interface OpenStep {
  readonly run: Run
  readonly actor: Actor
  readonly identity: AppIdentity
  /** The latest; null where it never waited. */
  readonly wait: StepWait | null
}

/** @throws where everything is paused, the run was cancelled, has no identity for the app, or its caller is asked whether it should still be done */
export async function openStep(deps: ActivityDeps, appId: AppId, { stepKey, as }: { stepKey: string; as?: string }): Promise<OpenStep> {
  // Reads that don't need each other; what they say is heard in the order of the lines below.
  const [run, paused, wait] = await Promise.all([thisRun(deps), isPaused(deps.db), findStepWait(deps.db, thisRunId(), stepKey)])
  if (paused) throw whilePaused()
  if (run.cancelAskedAt || wait?.outcome === 'cancelled') throw ending('RunCancelled', 'The caller cancelled the run.')
  const actor = await findActor(deps, run, as)
  const identity = identityOf(run, appId, actor)
  if (!identity) throw ending('RecipeError', `This run has no identity for ${apps[appId].name}.`)
  if (wait?.isStillAsked) throw signInRequired(apps[appId].name)
  return { run, actor, identity, wait }
}

/** A personal connection that is another account by now than the run began with is none for it. @throws SignInRequired, or SharedConnectionMissing where there is nobody to ask */
export async function findStepAccess(
  deps: ActivityDeps,
  appId: AppId,
  { run, actor, identity, stepKey }: Pick<OpenStep, 'run' | 'actor' | 'identity'> & { readonly stepKey: string },
): Promise<Extract<Access, { kind: 'ready' }>> {
  const { name } = apps[appId]
  const wanted = { owner: ownerOf(actor.caller, identity), configurationId: identity.configuration, appName: name }
  const access = await findUsableAccess(deps, wanted)
  const isUsable =
    access.kind === 'ready' &&
    (identity.mode === 'shared' ||
      (await isRunsAccount(deps.db, { runId: run.id, app: appId, stepKey, signer: actor.signer }, access.connection)))
  if (isUsable) return access
  if (identity.mode === 'personal') throw signInRequired(name)
  throw ending('SharedConnectionMissing', `The shared connection to ${name} isn't connected. Whoever runs Workbot can connect it again.`)
}
