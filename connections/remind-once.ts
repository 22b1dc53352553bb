// One reminder for all the runs that wait for a sign-in.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

export interface RequestToRemindOf {
  readonly requestId: string
  readonly caller: Caller
  readonly configurationId: string
}

/**
 * The request has ended, but asks whether runs should still be done: its card is owed as a new message, which notifies; not where that was
 * less than four hours ago. Nothing happens where it lives or asks nothing.
 */
export async function oweQuestionAgain(tx: Transaction, requestId: string): Promise<void> {
  await tx.query(
    `update sign_in_requests set reminded_at = now(), revision = revision + 1, next_show_at = now(), show_attempts = 0,
       card_conversation_id = null, card_activity_id = null
     where id = $1 and ended_at is not null and undelivered_at is null and (reminded_at is null or reminded_at < now() - interval '4 hours')
       and exists (select from waits where sign_in_request_id = $1 and outcome is null and still_asked_at is not null)`,
    [requestId],
  )
}

/** Null: it has ended, or its person was reminded less than four hours ago. */
export async function claimReminder(tx: Transaction, requestId: string): Promise<RequestToRemindOf | null> {
  const [request] = await tx.query<RequestToRemindOf>(
    `update sign_in_requests set reminded_at = now()
     where id = $1 and ended_at is null and undelivered_at is null and (reminded_at is null or reminded_at < now() - interval '4 hours')
     returning id as "requestId", json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller, configuration_id as "configurationId"`,
    [requestId],
  )
  return request ?? null
}
