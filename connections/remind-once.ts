// One reminder for all the runs that wait for a sign-in.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

export interface RequestToRemindOf {
  readonly requestId: string
  readonly caller: Caller
  readonly configurationId: string
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
