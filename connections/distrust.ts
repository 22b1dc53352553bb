// After a backup was restored: no connection of before is used or refreshed again until its owner, or an operator, has signed in anew.
import type { Transaction } from '../database.js'

/** Up to 100 that were connected before the restore was noted. Call it until it gives 0. Their tokens stay sealed in their rows, for a new sign-in to replace. */
export async function distrustSome(tx: Transaction): Promise<number> {
  const distrusted = await tx.query(
    `update connections set state = 'needs_sign_in', version = version + 1, needs_sign_in_why = 'restored', needs_sign_in_at = now(),
       lease_owner = null, lease_until = null, refresh_intent_at = null
     where id in (
       select id from connections where state = 'connected' and connected_at <= (select restored_at from deployment)
       order by id limit 100 for update) returning id`,
  )
  return distrusted.length
}
