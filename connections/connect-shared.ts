// Stores the workspace's shared connection from a grant that somebody brought.
import type { AppAccount } from '../apps/define-app.js'
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Database, Transaction } from '../database.js'
import { checkAccount } from './check-account.js'
import { saveConnection } from './connect.js'
import { SignInUnavailable } from './errors.js'
import type { Grant } from './exchange-code.js'
import type { OAuthClient } from './oauth-client.js'
import { persistently } from './persistently.js'
import { refuseGrant } from './revocations.js'
import type { SealTokens } from './token-sealing.js'
import { readExpiresInMs } from './token-set.js'

/** But for `connected` nothing was stored, and the app is asked to end the grant. `over`: it may no longer be kept. */
export type SharedOutcome =
  | { readonly kind: 'connected'; readonly id: string; readonly account: AppAccount }
  | { readonly kind: 'wrong_org'; readonly account: AppAccount }
  | { readonly kind: 'wrong_host' | 'over' }

export interface SharedGrant {
  readonly tenantId: string
  readonly grant: Grant
  /** Who did it, for the audit; the sandbox connects by itself. */
  readonly admin?: Caller
  /** Asked in the transaction that stores it. */
  readonly isWanted?: (tx: Transaction) => Promise<boolean>
}

interface Deps {
  readonly db: Pick<Database, 'transaction'>
  readonly seal: SealTokens
  readonly client: OAuthClient
}

/**
 * Looks up whose the tokens are, by the same rules as a personal sign-in, and stores them as the workspace's connection.
 * @throws SignInUnavailable where the app doesn't say whose they are; the grant is owed to be ended then too
 */
export async function connectShared(deps: Deps, shared: SharedGrant): Promise<SharedOutcome> {
  const { client } = deps
  const check = await checkAccount(client, shared.grant).catch(async (error: unknown) => {
    if (error instanceof SignInUnavailable) await refuse(deps, shared, { why: 'unavailable', host: client.configuration.baseUrl })
    throw error
  })
  if (check.kind === 'wrong_host') {
    await refuse(deps, shared, { why: 'wrong_host', host: client.configuration.baseUrl })
    return check
  }
  const { account } = check
  if (check.kind === 'wrong_org') {
    await refuse(deps, shared, { why: 'wrong_org', host: account.host })
    return { kind: 'wrong_org', account }
  }
  const id = await save(deps, shared, account)
  if (id !== null) return { kind: 'connected', id, account }
  await refuse(deps, shared, { why: 'disconnected', host: account.host })
  return { kind: 'over' }
}

/** Null where it is no longer wanted. */
async function save(
  { db, seal, client }: Deps,
  { tenantId, grant, admin, isWanted }: SharedGrant,
  account: AppAccount,
): Promise<string | null> {
  const configurationId = client.configuration.id
  return persistently(db, async (tx) => {
    if (isWanted && !(await isWanted(tx))) return null
    const { id } = await saveConnection(tx, {
      owner: { kind: 'shared', tenantId },
      configurationId,
      account,
      sealedFor: (rowId) => seal(grant.tokens, rowId),
      oauth: client.app.oauth,
      clientId: client.clientId,
      expiresInMs: readExpiresInMs(grant.response),
    })
    if (admin) {
      const detail = { connectionId: id, account: account.name, org: account.orgId }
      await recordAudit(tx, { event: 'shared.connected', caller: admin, configurationId, detail })
    }
    return id
  })
}

async function refuse(
  { db, seal, client }: Deps,
  { tenantId, grant: { tokens }, admin }: SharedGrant,
  { why, host }: { why: string; host: string },
): Promise<void> {
  const { clientId } = client
  const configurationId = client.configuration.id
  await persistently(db, async (tx) => {
    const owner = { kind: 'shared', tenantId } as const
    await refuseGrant({ tx, seal }, { owner, configurationId, host, tokens, why, clientId, accountKey: null })
    if (admin) await recordAudit(tx, { event: 'shared.refused', caller: admin, configurationId, detail: { why } })
  })
}
