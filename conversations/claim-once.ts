// Notes that something was answered, so that its repetition is not: Teams sends an activity again when it waited too long.
import { createHash } from 'node:crypto'
import type { Transaction } from '../database.js'

/**
 * True for the first who asks, for good; false for all others. One who asks at the same time waits for the first one's transaction.
 * @param key parts that name the thing, e.g. the conversation and the Teams activity's id
 */
export async function claimOnce(
  tx: Transaction,
  { purpose, key, tenantId }: { purpose: string; key: readonly string[]; tenantId: string },
): Promise<boolean> {
  const claimed = await tx.query(
    `insert into nonces (nonce_hash, purpose, tenant_id, aad_object_id, used_at) values ($1, $2, $3, '', now()) on conflict (nonce_hash) do nothing returning 1`,
    [
      createHash('sha256')
        .update(JSON.stringify([purpose, ...key]))
        .digest('hex'),
      purpose,
      tenantId,
    ],
  )
  return claimed.length > 0
}
