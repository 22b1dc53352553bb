// A person's own connections, as they see them: never their tokens.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

export interface OwnConnection {
  readonly id: string
  readonly configurationId: string
  readonly state: 'connected' | 'needs_sign_in'
  /** Why it needs a sign-in: a short word of mark-needs-sign-in.ts; null while it is connected. */
  readonly why: string | null
  readonly since: Date
  /** Null where it isn't known. */
  readonly needsSignInAt: Date | null
  readonly lastUsedAt: Date | null
  readonly accountKey: string
  readonly accountName: string
  readonly orgName: string
}

const columns = `id, configuration_id as "configurationId", state, needs_sign_in_why as "why", connected_at as "since",
  needs_sign_in_at as "needsSignInAt", last_used_at as "lastUsedAt", account_key as "accountKey", account_name as "accountName", org_name as "orgName"`

/** One per app configuration at most, so there are few. */
export async function listConnections(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<OwnConnection[]> {
  return tx.query<OwnConnection>(
    `select ${columns} from connections where kind = 'personal' and tenant_id = $1 and aad_object_id = $2 order by configuration_id`,
    [tenantId, aadObjectId],
  )
}

/** One of them; null where it is gone, or somebody else's. */
export async function findOwnConnection(
  tx: Transaction,
  { connectionId, caller }: { connectionId: string; caller: Caller },
): Promise<OwnConnection | null> {
  const [found] = await tx.query<OwnConnection>(
    `select ${columns} from connections where id = $1 and kind = 'personal' and tenant_id = $2 and aad_object_id = $3`,
    [connectionId, caller.tenantId, caller.aadObjectId],
  )
  return found ?? null
}

/** Whose personal connection it is; null where it is gone. */
export async function findOwner(tx: Transaction, connectionId: string): Promise<Caller | null> {
  const [found] = await tx.query<Caller>(
    `select tenant_id as "tenantId", aad_object_id as "aadObjectId" from connections where id = $1 and kind = 'personal'`,
    [connectionId],
  )
  return found ?? null
}
