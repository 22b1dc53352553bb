// One step of a run: one action of an app, as the identity that the run's row says, with at most one effect.
import { apps, type AppId } from '../apps/index.js'
import type { ActionCall, AnyAction } from '../apps/define-app.js'
import { ActionRejected, AuthExpired, OutcomeUnknown, PermissionDenied } from '../apps/errors.js'
import { recordAudit } from '../audit/record.js'
import { findAccess, type Access } from '../connections/access.js'
import { markNeedsSignIn } from '../connections/mark-needs-sign-in.js'
import { beginEffect, dropEffect, effectKeyFor, finishEffect } from '../runs/effects.js'
import { findStepWait } from '../runs/open-wait.js'
import { setRunState } from '../runs/set-run-state.js'
import type { AppIdentity, Run, WaitOutcome } from '../runs/types.js'
import { isPaused } from '../settings/deployment.js'
import type { StepCall } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { createAppRequest } from './app-request.js'
import { whilePaused } from './paused.js'
import { thisRun } from './this-run.js'
import { ending, signInRequired, toFailure } from './to-failure.js'

interface Step {
  readonly run: Run
  readonly stepKey: string
  readonly appId: AppId
  readonly actionName: string
  readonly action: AnyAction
  readonly input: unknown
  readonly identity: AppIdentity
  readonly access: Extract<Access, { kind: 'ready' }>
  /** This step has already waited for a sign-in, and got it. */
  readonly signedInForIt: boolean
}

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
      return await (action.kind === 'write' ? writeOnce(deps, step) : perform(deps, step, { startedAt: new Date() }))
    } catch (error) {
      throw toFailure(error)
    }
  }
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
  const owner =
    identity.mode === 'personal' ? { kind: 'personal' as const, caller } : { kind: 'shared' as const, tenantId: caller.tenantId }
  const access = await findAccess({ tx: db, unseal }, { owner, configurationId: identity.configuration })
  if (access.kind === 'ready') return access
  if (identity.mode === 'personal') throw signInRequired(apps[appId].name)
  throw ending(
    'SharedConnectionMissing',
    `The shared connection to ${apps[appId].name} isn't connected. Whoever runs Workbot can connect it again.`,
  )
}

async function writeOnce(deps: ActivityDeps, step: Step): Promise<unknown> {
  const { run, stepKey, appId, actionName, identity, access } = step
  const { id: connectionId, accountName: appAccount } = access.connection
  const effect = await beginEffect(deps.db, deps.keys, {
    ...{ runId: run.id, stepKey, app: appId, action: actionName, connectionId, appAccount },
    identity: identity.mode,
  })
  if (effect.kind === 'finished') return effect.result
  // Another account may be of another org, where our key is unknown: sent there, the write could happen twice.
  if (effect.kind === 'unfinished' && effect.appAccount !== appAccount)
    throw new OutcomeUnknown(`It was first sent as ${effect.appAccount}, and its answer was lost.`)
  try {
    const result = await perform(deps, step, { startedAt: effect.startedAt })
    await finishEffect(deps.db, deps.keys, { runId: run.id, stepKey, result, appAccount })
    return result
  } catch (error) {
    // The app said no to the first try, so nothing was done. After an unfinished try we don't know, and keep the row.
    const refused = error instanceof PermissionDenied || error instanceof ActionRejected
    if (refused && effect.kind === 'new') await dropEffect(deps.db, { runId: run.id, stepKey })
    throw error
  }
}

async function perform(deps: ActivityDeps, step: Step, { startedAt }: { startedAt: Date }): Promise<unknown> {
  const { run, stepKey, appId, action, access, input } = step
  const { connection, accessToken } = access
  const call: ActionCall = {
    request: createAppRequest({ app: apps[appId], http: deps.httpFor(appId), host: connection.host, accessToken }),
    effectKey: effectKeyFor(deps.keys, run.id, stepKey),
    startedAt,
    host: connection.host,
  }
  try {
    return (await action.perform(call, input)) as unknown
  } catch (error) {
    if (error instanceof AuthExpired) return await tokenRefused(deps, step)
    throw error
  }
}

/** 401: the connection needs a new sign-in, and the run pauses here; but not where it has just had one. */
async function tokenRefused({ db }: ActivityDeps, { run, appId, access, identity, signedInForIt }: Step): Promise<never> {
  const { id, version, configurationId } = access.connection
  await db.transaction(async (tx) => {
    const changed = await markNeedsSignIn(tx, { connectionId: id, version, why: 'rejected' })
    if (changed) await recordAudit(tx, { event: 'connection.needs_sign_in', caller: run.caller, runId: run.id, configurationId })
  })
  if (identity.mode === 'shared')
    throw ending('SharedConnectionMissing', `${apps[appId].name} ended the shared connection. Whoever runs Workbot can connect it again.`)
  if (signedInForIt) throw new PermissionDenied(`${apps[appId].name} refused the sign-in that was just made.`)
  throw signInRequired(apps[appId].name)
}
