// Notes that a connection's tokens can't be used any more.
import type { Transaction } from '../database.js'

/**
 * @param why a short word for the record: `rejected`, `expired`, `tokens_refused`
 * @returns false where the connection has changed since `version` was read: somebody signed in meanwhile
 */
export async function markNeedsSignIn(
  tx: Transaction,
  { connectionId, version, why }: { connectionId: string; version: number; why: string },
): Promise<boolean> {
  const changed = await tx.query(
    `update connections set state = 'needs_sign_in', needs_sign_in_why = $3, needs_sign_in_at = now(), lease_owner = null, lease_until = null, refresh_intent_at = null
     where id = $1 and version = $2 and state = 'connected' returning id`,
    [connectionId, version, why],
  )
  return changed.length > 0
}
