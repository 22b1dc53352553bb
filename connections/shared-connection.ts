// The workspace's shared connections as admins see them: without their tokens.
import type { Transaction } from '../database.js'

export interface SharedConnection {
  readonly id: string
  readonly configurationId: string
  readonly state: 'connected' | 'needs_sign_in'
  /** Why it needs a sign-in, in a word. */
  readonly why: string | null
  readonly needsSignInAt: Date | null
  readonly accountName: string
  readonly orgName: string
  readonly connectedAt: Date
  readonly lastUsedAt: Date | null
  /** Where the app ends it on a fixed day. */
  readonly endsAt: Date | null
}

/** One at most for each app configuration. */
export async function listSharedConnections(tx: Transaction, tenantId: string): Promise<readonly SharedConnection[]> {
  return tx.query<SharedConnection>(
    `select id, configuration_id as "configurationId", state, needs_sign_in_why as "why", needs_sign_in_at as "needsSignInAt",
       account_name as "accountName", org_name as "orgName", connected_at as "connectedAt", last_used_at as "lastUsedAt",
       refresh_expires_at as "endsAt"
     from connections where kind = 'shared' and tenant_id = $1`,
    [tenantId],
  )
}
