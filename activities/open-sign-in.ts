// Opens a step's wait for a sign-in: the wait's row first, then one more look at whether it is needed still.
import type { AppId } from '../apps/index.js'
import { findAccess, findConnection } from '../connections/access.js'
import { lockRequestsOfRun, openSignInRequest, releaseRequest } from '../connections/sign-in-requests.js'
import type { Transaction } from '../database.js'
import { isCancelAsked } from '../runs/cancel-run.js'
import { findStepWait, openWait } from '../runs/open-wait.js'
import { isRunsAccount } from '../runs/pinned-account.js'
import { setRunState } from '../runs/set-run-state.js'
import { settleOwnWait } from '../runs/settle-waits.js'
import type { Run } from '../runs/types.js'
import type { SignInRequest, SignInWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import type { Actor } from './actor.js'
import { ending } from './to-failure.js'

/** A wait that is open. */
export interface Opened {
  readonly requestId: string
  /** It waited already, for so long that its caller is asked whether it should still be done. */
  readonly isStillAsked: boolean
}

export interface Asked {
  readonly wait: SignInWait
  readonly actor: Actor
  /** In the run's one card of several sign-ins. */
  readonly isJoint: boolean
}

/** Null: there is nothing to wait for (any more); the step is tried again at once. */
export async function openSignIn(deps: ActivityDeps, run: Run, asked: Asked): Promise<Opened | null> {
  const configurationId = run.settings.identities[asked.wait.app as AppId]?.configuration
  if (configurationId === undefined) throw ending('RecipeError', `This run has no identity for ${asked.wait.app}.`)
  const opened = await deps.db.transaction((tx) => openOnce(tx, run, { ...asked, configurationId }))
  if (await cancelledMeanwhile(deps, run, asked.wait, opened)) return null
  return (await connectedMeanwhile(deps, run, { ...asked, configurationId, ...opened })) ? null : opened
}

/** How long the step's wait has. */
export async function remainingOf({ db }: ActivityDeps, { id }: Run, stepKey: string): Promise<SignInRequest> {
  const wait = await findStepWait(db, id, stepKey)
  if (!wait || wait.outcome !== null) return { kind: 'connected' }
  return { kind: 'waiting', remainingMs: Math.max(1, Math.ceil(wait.remainingMs)), until: wait.deadlineAt.toISOString() }
}

interface AskedOf extends Asked {
  readonly configurationId: string
}

/** The request's row is locked from here to the commit, so no callback can end it between its check and our wait. */
async function openOnce(
  tx: Transaction,
  { id, settings }: Run,
  { wait: { stepKey, mayDecline = false }, actor: { caller, profile, signer }, configurationId, isJoint }: AskedOf,
): Promise<Opened> {
  const existing = await findStepWait(tx, id, stepKey)
  if (existing?.outcome === null) return { requestId: existing.signInRequestId, isStillAsked: existing.isStillAsked }
  const request = await openSignInRequest(tx, { caller, configurationId })
  const connection = await findConnection(tx, { owner: { kind: 'personal', caller }, configurationId })
  await openWait(tx, {
    runId: id,
    stepKey,
    caller,
    signInRequestId: request.id,
    versionSeen: connection?.version ?? null,
    hours: settings.signInHours,
    timeZone: profile.timeZone,
    remind: settings.remind ?? true,
    mayDecline,
    signer,
    isJoint,
  })
  await setRunState(tx, id, 'waiting_sign_in')
  return { requestId: request.id, isStillAsked: false }
}

/** A Cancel that came between the step's failure and our wait found no wait to end. The step is tried again, and says so. */
async function cancelledMeanwhile({ db }: ActivityDeps, { id }: Run, { stepKey }: SignInWait, { requestId }: Opened): Promise<boolean> {
  if (!(await isCancelAsked(db, id))) return false
  await db.transaction(async (tx) => {
    await lockRequestsOfRun(tx, id)
    await settleOwnWait(tx, { runId: id, stepKey, outcome: 'cancelled', onlyIf: 'open' })
    await releaseRequest(tx, requestId, 'cancelled')
  })
  return true
}

/** A sign-in that was completed between the step's failure and our wait would never end that wait. Asked at every try: the first may have been killed. */
async function connectedMeanwhile(
  { db, unseal }: ActivityDeps,
  { id }: Run,
  { wait: { app, stepKey }, actor: { caller, signer }, configurationId, requestId }: AskedOf & Opened,
): Promise<boolean> {
  const access = await findAccess({ tx: db, unseal }, { owner: { kind: 'personal', caller }, configurationId })
  if (access.kind !== 'ready') return false
  if (!(await isRunsAccount(db, { runId: id, app, stepKey, signer }, access.connection))) return false
  return db.transaction(async (tx) => {
    await lockRequestsOfRun(tx, id)
    // A sign-in of just now may have come so late that the caller is asked first.
    if ((await findStepWait(tx, id, stepKey))?.isStillAsked) return false
    await settleOwnWait(tx, { runId: id, stepKey, outcome: 'connected', onlyIf: 'open' })
    await releaseRequest(tx, requestId, 'connected')
    return true
  })
}
