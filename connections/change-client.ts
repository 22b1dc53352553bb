// Another OAuth client id for an app configuration: what was given to the one before is ended, and its people sign in again.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import { setClientId } from '../settings/app-configurations.js'
import { whyOfClient } from './revocations.js'
import { voidSharedAttempts } from './shared-attempts.js'

interface Ended {
  readonly id: string
  readonly tenantId: string
  readonly aadObjectId: string | null
}

/**
 * All or nothing, so run it in a transaction. Tokens go to `revocations`, to be ended by the client that they were given to; trips under
 * way are void; runs that wait for a sign-in go on waiting, and their links lead to the new client.
 * @param change.to the new client id; `by`: who decided it
 * @returns how many connections ended
 */
export async function changeClient(
  tx: Transaction,
  { configurationId, from, to, by }: { configurationId: string; from: string; to: string; by: string },
): Promise<number> {
  await setClientId(tx, { id: configurationId, clientId: to })
  await endTrips(tx, configurationId, from)
  await voidSharedAttempts(tx, configurationId)
  const ended = await endConnections(tx, configurationId, from)
  await nameClient(tx, configurationId, from)
  await recordAudit(tx, { event: 'setting.changed', configurationId, detail: { setting: 'client_id', from, to, by } })
  for (const { id: connectionId, tenantId, aadObjectId } of ended) {
    const about = { ...(aadObjectId !== null && { caller: { tenantId, aadObjectId } }), configurationId }
    await recordAudit(tx, { event: 'connection.needs_sign_in', ...about, detail: { why: 'client_changed', connectionId } })
  }
  return ended.length
}

/** What an older version owed without saying whose it is. Last, when whoever was about to owe more has been waited for. */
async function nameClient(tx: Transaction, configurationId: string, from: string): Promise<void> {
  await tx.query(
    `update revocations set why = $2 where configuration_id = $1 and client_id is null and done_at is null and given_up_at is null and why not like $3 || '%'`,
    [configurationId, whyOfClient(from), whyOfClient('')],
  )
}

async function endConnections(tx: Transaction, configurationId: string, from: string): Promise<Ended[]> {
  return tx.query<Ended>(
    `with ended as (
       update connections set state = 'needs_sign_in', needs_sign_in_why = 'client_changed', needs_sign_in_at = now(),
         lease_owner = null, lease_until = null, refresh_intent_at = null
       where configuration_id = $1 and state = 'connected' returning *),
     owed as (
       insert into revocations (configuration_id, connection_id, host, tokens_sealed, why, client_id, account_key)
       select configuration_id, id, host, tokens_sealed, $2, coalesce(client_id, $3), account_key from ended)
     select id, tenant_id as "tenantId", aad_object_id as "aadObjectId" from ended`,
    [configurationId, whyOfClient(from), from],
  )
}

async function endTrips(tx: Transaction, configurationId: string, from: string): Promise<void> {
  await tx.query(
    `with trips as (select * from sign_in_attempts where configuration_id = $1 and voided_at is null for update),
     voided as (
       update sign_in_attempts set voided_at = now(), used_at = coalesce(used_at, now()), parked_sealed = null where id in (select id from trips))
     insert into revocations (configuration_id, connection_id, host, tokens_sealed, why, client_id)
     select configuration_id, parked_connection_id, parked_account ->> 'host', parked_sealed, $2, $3 from trips where parked_sealed is not null`,
    [configurationId, whyOfClient(from), from],
  )
}
