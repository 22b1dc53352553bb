// Stores what a sign-in gave: one connection per owner and app configuration.
import { randomUUID } from 'node:crypto'
import type { AppAccount, OAuthProfile } from '../apps/define-app.js'
import type { Transaction } from '../database.js'
import type { ConnectionOwner } from './access.js'
import { queueRevocation } from './revocations.js'
import { fixedLife, keepAliveAfter } from './token-times.js'

export interface NewConnection {
  readonly owner: ConnectionOwner
  readonly configurationId: string
  readonly account: AppAccount
  /** The id that a new connection gets; any, unless the tokens are sealed to one already. */
  readonly id?: string
  /** The tokens, sealed to the row. @throws where they are sealed to another one */
  readonly sealedFor: (rowId: string) => Promise<string>
  readonly oauth: Pick<OAuthProfile, 'onReplace' | 'refresh'>
  /** The OAuth client that the tokens were given to. */
  readonly clientId: string
  /** Milliseconds that the access token lives, where the app said it and it is still known. */
  readonly expiresInMs?: number | null
}

interface Existing {
  readonly id: string
  readonly host: string
  readonly sealed: string
  readonly clientId: string | null
  readonly accountKey: string
  /** Its tokens are on their way out already, by the client that they were given to. */
  readonly isOfFormerClient: boolean
}

/** Makes the connection, or replaces its token set; the old one goes to be revoked where the app wants that. `version` grows by one. */
export async function saveConnection(
  tx: Transaction,
  connection: NewConnection,
): Promise<{ readonly id: string; readonly version: number }> {
  const existing = await lockExisting(tx, connection)
  const created = existing ? undefined : await create(tx, connection)
  if (created) return created
  // Created by another transaction between the two statements: it is there now.
  const old = existing ?? (await lockExisting(tx, connection))
  if (!old) throw new Error('A connection was deleted while it was made.')
  if (connection.oauth.onReplace === 'revoke' && !old.isOfFormerClient) {
    await queueRevocation(tx, {
      configurationId: connection.configurationId,
      connectionId: old.id,
      host: old.host,
      sealed: old.sealed,
      why: 'replaced',
      clientId: old.clientId,
      accountKey: old.accountKey,
    })
  }
  return replace(tx, old.id, connection)
}

/** Each kind by its own index: the owner's column is null for a shared one. */
async function lockExisting(tx: Transaction, { owner, configurationId }: NewConnection): Promise<Existing | undefined> {
  const columns = `id, host, tokens_sealed as "sealed", client_id as "clientId", account_key as "accountKey", needs_sign_in_why is not distinct from 'client_changed' as "isOfFormerClient"`
  const [row] =
    owner.kind === 'shared'
      ? await tx.query<Existing>(
          `select ${columns} from connections where kind = 'shared' and tenant_id = $1 and configuration_id = $2 for update`,
          [owner.tenantId, configurationId],
        )
      : await tx.query<Existing>(
          `select ${columns} from connections
           where kind = 'personal' and tenant_id = $1 and aad_object_id = $2 and configuration_id = $3 for update`,
          [owner.caller.tenantId, owner.caller.aadObjectId, configurationId],
        )
  return row
}

async function create(tx: Transaction, connection: NewConnection): Promise<{ id: string; version: number } | undefined> {
  const { id = randomUUID(), owner, configurationId, account, clientId, sealedFor } = connection
  const [row] = await tx.query<{ id: string; version: number }>(
    `insert into connections (id, kind, tenant_id, aad_object_id, configuration_id, account_key, account_name, org_id, org_name, host, tokens_sealed,
       access_expires_at, keep_alive_at, refresh_expires_at, client_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, ${after(12)}, ${after(13)}, ${after(14)}, $15) on conflict do nothing returning id, version`,
    [id, ...ownerColumns(owner), configurationId, ...accountColumns(account), await sealedFor(id), ...timeColumns(connection), clientId],
  )
  return row
}

async function replace(tx: Transaction, id: string, connection: NewConnection): Promise<{ id: string; version: number }> {
  const { account, clientId, sealedFor } = connection
  const [row] = await tx.query<{ id: string; version: number }>(
    `update connections set state = 'connected', needs_sign_in_why = null, needs_sign_in_at = null, version = version + 1, connected_at = now(),
       account_key = $2, account_name = $3, org_id = $4, org_name = $5, host = $6, tokens_sealed = $7,
       lease_owner = null, lease_until = null, refresh_intent_at = null,
       access_expires_at = ${after(8)}, keep_alive_at = ${after(9)}, refresh_expires_at = ${after(10)}, refreshed_at = null, end_warned_at = null,
       client_id = $11
     where id = $1 returning id, version`,
    [id, ...accountColumns(account), await sealedFor(id), ...timeColumns(connection), clientId],
  )
  return row as { id: string; version: number }
}

function ownerColumns(owner: ConnectionOwner): readonly (string | null)[] {
  return owner.kind === 'shared' ? ['shared', owner.tenantId, null] : ['personal', owner.caller.tenantId, owner.caller.aadObjectId]
}

function accountColumns({ key, name, orgId, orgName, host }: AppAccount): readonly string[] {
  return [key, name, orgId, orgName, host]
}

const after = (parameter: number): string => `now() + make_interval(secs => $${String(parameter)})`

function timeColumns({ expiresInMs, oauth: { refresh } }: NewConnection): readonly (number | null)[] {
  return [expiresInMs == null ? null : expiresInMs / 1_000, keepAliveAfter(refresh), fixedLife(refresh)]
}
