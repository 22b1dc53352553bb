// Performs one action of an app as one account, and says what it may have done where it failed.
import { apps, type AppId } from '../apps/index.js'
import type { ActionCall, AnyAction } from '../apps/define-app.js'
import { AppUnavailable, AuthExpired, PermissionDenied } from '../apps/errors.js'
import { wasNeverSent } from '../apps/never-sent.js'
import { recordAudit } from '../audit/record.js'
import { findConnection, type Access } from '../connections/access.js'
import { markNeedsSignIn } from '../connections/mark-needs-sign-in.js'
import { renewAccess } from '../connections/usable-access.js'
import type { AppIdentity, Run } from '../runs/types.js'
import type { ActivityDeps } from './activity-deps.js'
import type { Actor } from './actor.js'
import { createAppRequest } from './app-request.js'
import { openRunsFile } from './open-runs-file.js'
import { ownerOf } from './owner-of.js'
import { ending, signInRequired } from './to-failure.js'

export interface Step {
  readonly run: Run
  readonly actor: Actor
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

/** What is known of a try, also where it failed. */
export interface Tried {
  /** A write was taken by the app, or its answer never came. */
  mayBeDone: boolean
}

/** How an action is performed; for a read only `startedAt` says something. */
export interface Performing extends Pick<ActionCall, 'startedAt' | 'effectKey' | 'isRetry' | 'noteOnce'> {
  /** Written while the action runs. */
  readonly tried: Tried
  /** What is done: the action itself unless told. */
  readonly act?: (call: ActionCall, input: unknown) => Promise<unknown>
}

/** @throws the error model's classes, or the failure that pauses or ends the step */
export async function performAction(deps: ActivityDeps, step: Step, how: Performing): Promise<unknown> {
  const attempt = (access: Step['access']): Promise<unknown> => perform(deps, { ...step, access }, how)
  try {
    return await attempt(step.access)
  } catch (error) {
    if (!(error instanceof AuthExpired)) throw error
  }
  const access = await renewed(deps, step)
  try {
    return await attempt(access)
  } catch (error) {
    if (error instanceof AuthExpired) return await tokenRefused(deps, { ...step, access })
    throw error
  }
}

function perform(
  deps: ActivityDeps,
  { run, appId, action, actionName, access, input }: Step,
  { tried, act = (call, given) => action.perform(call, given) as Promise<unknown>, ...how }: Performing,
): Promise<unknown> {
  const { connection, accessToken } = access
  const request = createAppRequest({ app: apps[appId], http: deps.httpFor(appId), host: connection.host, accessToken, actionName })
  const { host, accountKey } = connection
  const openFile: ActionCall['openFile'] = (file) => openRunsFile(deps, run.id, file)
  return act({ ...how, request: watched(request, tried), openFile, host, accountKey }, input)
}

/** A first 401: the token is old, or another process has replaced it meanwhile. The step goes on as the same account, or starts over. */
async function renewed(deps: ActivityDeps, { actor, appId, access, identity }: Step): Promise<Step['access']> {
  const { name } = apps[appId]
  const { configurationId, accountKey } = access.connection
  const wanted = { owner: ownerOf(actor.caller, identity), configurationId, appName: name }
  const found = await renewAccess(deps, wanted, access.connection)
  if (found.kind === 'ready' && found.connection.accountKey === accountKey) return found
  if (found.kind === 'ready') throw new AppUnavailable(`The connection to ${name} was just made anew, as another account.`)
  throw identity.mode === 'shared' ? sharedConnectionEnded(name) : signInRequired(name)
}

function sharedConnectionEnded(app: string): Error {
  return ending('SharedConnectionMissing', `${app} ended the shared connection. Whoever runs Workbot can connect it again.`)
}

/** The same requests, noting on the way whether one of them may have changed something. */
function watched(request: ActionCall['request'], tried: Tried): ActionCall['request'] {
  return async (asked) => {
    const isWrite = asked.method !== 'GET'
    try {
      const answer = await request(asked)
      tried.mayBeDone ||= isWrite
      return answer
    } catch (error) {
      tried.mayBeDone ||= isWrite && error instanceof AppUnavailable && !wasNeverSent(error)
      throw error
    }
  }
}

/** A second 401, on a fresh token: the connection needs a new sign-in, and the run pauses here; but not where it has just had one. */
async function tokenRefused({ db }: ActivityDeps, { run, actor, appId, access, identity, signedInForIt }: Step): Promise<never> {
  const { id, version, configurationId } = access.connection
  const isReplaced = await db.transaction(async (tx) => {
    const changed = await markNeedsSignIn(tx, { connectionId: id, version, why: 'rejected' })
    if (changed) await recordAudit(tx, { event: 'connection.needs_sign_in', caller: actor.caller, runId: run.id, configurationId })
    const now = await findConnection(tx, { owner: ownerOf(actor.caller, identity), configurationId })
    return now?.version !== version
  })
  if (identity.mode === 'shared') throw sharedConnectionEnded(apps[appId].name)
  if (signedInForIt && !isReplaced) throw new PermissionDenied(`${apps[appId].name} refused the sign-in that was just made.`)
  throw signInRequired(apps[appId].name)
}
