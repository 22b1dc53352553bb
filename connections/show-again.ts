// Has a sign-in request's card posted again.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { forgetJointCard } from './joint-sign-ins.js'

/** The caller can be reached now: cards that couldn't be delivered are owed again. */
export async function deliverAgain(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<void> {
  await tx.query(
    `update sign_in_requests set undelivered_at = null, next_show_at = now(), show_attempts = 0
     where tenant_id = $1 and aad_object_id = $2 and undelivered_at is not null`,
    [tenantId, aadObjectId],
  )
}

/** Owes the card of the request that a run waits for as a new message. @returns false where the caller has no such request */
export async function showAgain(tx: Transaction, { runId, caller }: { runId: string; caller: Caller }): Promise<boolean> {
  const shown = await tx.query(
    `update sign_in_requests set revision = revision + 1, card_conversation_id = null, card_activity_id = null, undelivered_at = null,
       next_show_at = now(), show_attempts = 0
     where tenant_id = $2 and aad_object_id = $3
       and id in (select sign_in_request_id from waits where run_id = $1 and kind = 'sign_in' and outcome is null) returning id`,
    [runId, caller.tenantId, caller.aadObjectId],
  )
  if (shown.length > 0) await forgetJointCard(tx, runId)
  return shown.length > 0
}
