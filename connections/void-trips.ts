// Ends the sign-ins that are in browsers at this moment: whatever they still bring is ended at the app, and a new press starts anew.
import type { Transaction } from '../database.js'
import { voidSharedAttempts } from './shared-attempts.js'

/** An attempt lives for ten minutes; older ones bring nothing. */
const MAY_BRING = `voided_at is null and created_at > now() - interval '1 hour'`

/**
 * Some of them; lock by lock as a callback does: the request, then its attempts. Call it until it gives 0.
 * @param configurationId null: of every app
 * @returns how many requests had any
 */
export async function voidTripsUnderWay(tx: Transaction, { configurationId }: { configurationId: string | null }): Promise<number> {
  await voidSharedAttempts(tx, configurationId)
  const requests = await tx.query<{ id: string }>(
    `select id from sign_in_requests as request
     where ended_at is null and ($1::text is null or configuration_id = $1)
       and exists (select from sign_in_attempts where request_id = request.id and ${MAY_BRING})
     order by id limit 100 for update`,
    [configurationId],
  )
  await tx.query(
    `with trips as (select * from sign_in_attempts where request_id = any($1) and ${MAY_BRING} for update),
     voided as (
       update sign_in_attempts set voided_at = now(), used_at = coalesce(used_at, now()), parked_sealed = null where id in (select id from trips))
     insert into revocations (configuration_id, connection_id, host, tokens_sealed, why, client_id, account_key)
     select configuration_id, parked_connection_id, parked_account ->> 'host', parked_sealed, 'disconnected',
       (select client_id from app_configurations where id = configuration_id), parked_account ->> 'key' from trips where parked_sealed is not null`,
    [requests.map(({ id }) => id)],
  )
  return requests.length
}
