// How a trip to the app ends: connection, request and all its waits in one transaction; the runs are woken after the commit, but those that waited for long.
import type { AppAccount } from '../apps/define-app.js'
import { recordAudit } from '../audit/record.js'
import { findConnection, type ConnectionOwner } from '../connections/access.js'
import { saveConnection, type NewConnection } from '../connections/connect.js'
import { isVoided } from '../connections/disconnect.js'
import type { Grant } from '../connections/exchange-code.js'
import type { OAuthClient } from '../connections/oauth-client.js'
import { parkGrant, refuseParkedGrant, takeParkedGrant } from '../connections/parked-grants.js'
import { persistently } from '../connections/persistently.js'
import { refuseGrant } from '../connections/revocations.js'
import { endSignInRequest, lockSignInRequest, type SignInRequest } from '../connections/sign-in-requests.js'
import { readExpiresInMs, type TokenSet } from '../connections/token-set.js'
import type { Transaction } from '../database.js'
import { settleSignedIn, settleWaitsOfRequest } from '../runs/settle-waits.js'
import type { SettledWait, WaitOutcome } from '../runs/types.js'
import { countSignIn } from '../telemetry/metrics.js'
import type { WebDeps } from './web-deps.js'

/** The person signed in. A request that ended meanwhile (cancelled, late, a second tab) keeps its outcome; then, and after a disconnect, the new grant is ended. */
export async function finishConnected(
  { db, seal, wake }: WebDeps,
  {
    signIn,
    attemptId,
    client,
    grant,
    account,
  }: { signIn: SignInRequest; attemptId: string; client: OAuthClient; grant: Grant; account: AppAccount },
): Promise<void> {
  const { caller, configurationId } = signIn
  const owner = { kind: 'personal', caller } as const
  const refused = (why: string) => refusedGrant({ owner, configurationId, grant, account, client, why })
  const settled = await persistently(db, async (tx) => {
    const over = await whyOver(tx, signIn, attemptId)
    if (over !== null) {
      await refuseGrant({ tx, seal }, refused(over))
      return null
    }
    const expiresInMs = readExpiresInMs(grant.response)
    return connect(tx, signIn, { client, account, expiresInMs, sealedFor: (rowId) => seal(grant.tokens, rowId) })
  })
  if (!settled) return
  countSignIn('connected')
  void wake(settled)
}

/** The app account isn't the expected one: the grant is parked, and nothing goes on until its owner has decided. */
export async function finishParked(
  { db, seal }: WebDeps,
  {
    signIn,
    attemptId,
    client,
    grant,
    account,
  }: { signIn: SignInRequest; attemptId: string; client: OAuthClient; grant: Grant; account: AppAccount },
): Promise<void> {
  const { caller, configurationId, id: requestId } = signIn
  const owner = { kind: 'personal', caller } as const
  await persistently(db, async (tx) => {
    const over = await whyOver(tx, signIn, attemptId)
    if (over !== null) {
      await refuseGrant({ tx, seal }, refusedGrant({ owner, configurationId, grant, account, client, why: over }))
      return
    }
    await parkGrant({ tx, seal }, { attemptId, owner, configurationId, account, tokens: grant.tokens })
    await recordAudit(tx, { event: 'sign_in.account_asked', caller, configurationId, detail: { requestId, account: account.name } })
  })
}

/** *Use this account*. `gone`: decided before, too late, or the connection was made anew meanwhile. */
export async function useParked(
  { db, wake }: WebDeps,
  { signIn, client, parked }: { signIn: SignInRequest; client: OAuthClient; parked: ParkedKey },
): Promise<'connected' | 'gone'> {
  const settled = await persistently(db, async (tx) => {
    const live = await isLive(tx, signIn)
    const grant = await takeParkedGrant(tx, { requestId: signIn.id, ...parked })
    if (!grant) return null
    const current = await findConnection(tx, {
      owner: { kind: 'personal', caller: signIn.caller },
      configurationId: signIn.configurationId,
    })
    if (!live || (current !== null && current.id !== grant.connectionId)) {
      await refuseParkedGrant(tx, signIn.configurationId, grant, 'request_ended')
      return null
    }
    return connect(tx, signIn, { client, account: grant.account, id: grant.connectionId, sealedFor: () => Promise.resolve(grant.sealed) })
  })
  if (!settled) return 'gone'
  countSignIn('connected')
  void wake(settled)
  return 'connected'
}

/** *Use another account*: the grant is ended at the app. */
export async function refuseParked({ db }: WebDeps, { signIn, parked }: { signIn: SignInRequest; parked: ParkedKey }): Promise<void> {
  const { caller, configurationId, id: requestId } = signIn
  await persistently(db, async (tx) => {
    const grant = await takeParkedGrant(tx, { requestId, ...parked })
    if (!grant) return
    await refuseParkedGrant(tx, configurationId, grant, 'not_used')
    await recordAudit(tx, { event: 'sign_in.account_refused', caller, configurationId, detail: { requestId, account: grant.account.name } })
  })
}

export type ParkedKey = Omit<Parameters<typeof takeParkedGrant>[1], 'requestId'>

async function connect(
  tx: Transaction,
  signIn: SignInRequest,
  { client, ...connection }: { client: OAuthClient } & Pick<NewConnection, 'account' | 'id' | 'sealedFor' | 'expiresInMs'>,
): Promise<readonly SettledWait[]> {
  const { caller, configurationId } = signIn
  const { name, orgId } = connection.account
  await saveConnection(tx, {
    owner: { kind: 'personal', caller },
    configurationId,
    oauth: client.app.oauth,
    clientId: client.clientId,
    ...connection,
  })
  const detail = { requestId: signIn.id, account: name, org: orgId }
  await recordAudit(tx, { event: 'sign_in.connected', caller, configurationId, detail })
  return endWith(tx, signIn, 'connected')
}

/** The person said no at the app: an answer, which ends the request and its waits. */
export async function finishDeclined({ db, wake }: WebDeps, signIn: SignInRequest): Promise<void> {
  const { id: requestId, caller, configurationId } = signIn
  const settled = await persistently(db, async (tx) => {
    if (!(await isLive(tx, signIn))) return null
    await recordAudit(tx, { event: 'sign_in.declined', caller, configurationId, detail: { requestId } })
    return endWith(tx, signIn, 'declined')
  })
  if (!settled) return
  countSignIn('declined')
  void wake(settled)
}

/** The trip failed; the request lives on. `refused`: a grant that isn't kept, to be ended at the app. */
export async function noteFailure(
  { db, seal }: WebDeps,
  { caller, configurationId, id }: SignInRequest,
  {
    event,
    why,
    refused,
    client,
    host,
  }: {
    event: 'sign_in.failed' | 'sign_in.wrong_org'
    why: string
    refused: TokenSet | null
    client: Pick<OAuthClient, 'clientId'>
    host: string
  },
): Promise<void> {
  await persistently(db, async (tx) => {
    const owner = { kind: 'personal', caller } as const
    const { clientId } = client
    if (refused) await refuseGrant({ tx, seal }, { owner, configurationId, host, tokens: refused, why, clientId, accountKey: null })
    await recordAudit(tx, { event, caller, configurationId, detail: { requestId: id, why } })
  })
  countSignIn('refused')
}

interface Refused {
  readonly owner: ConnectionOwner
  readonly configurationId: string
  readonly grant: Grant
  readonly account: AppAccount
  readonly client: OAuthClient
  readonly why: string
}

/** Given to this client, which alone can end it. */
function refusedGrant({ grant: { tokens }, account: { host, key: accountKey }, client: { clientId }, ...about }: Refused) {
  return { ...about, host, tokens, clientId, accountKey }
}

/** Locks the request, so that no wait is opened for it between its waits' outcome and its own. */
async function isLive(tx: Transaction, { id }: SignInRequest): Promise<boolean> {
  return (await lockSignInRequest(tx, id))?.endedAt === null
}

/** Why a trip that comes back connects nothing any more. */
async function whyOver(tx: Transaction, signIn: SignInRequest, attemptId: string): Promise<'request_ended' | 'disconnected' | null> {
  if (!(await isLive(tx, signIn))) return 'request_ended'
  return (await isVoided(tx, attemptId)) ? 'disconnected' : null
}

async function endWith(tx: Transaction, { id: requestId }: SignInRequest, outcome: WaitOutcome): Promise<readonly SettledWait[]> {
  const settled = await (outcome === 'connected' ? settleSignedIn(tx, requestId) : settleWaitsOfRequest(tx, { requestId, outcome }))
  await endSignInRequest(tx, { requestId, outcome })
  return settled
}
