// Ends a personal connection in one transaction: nothing here can act as that account any more, and the app is owed the end of every token.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { queueRevocation } from './revocations.js'

/** Why a connection is taken from its owner: `left`: they removed Workbot or are gone; `idle`, `old`: by the limits of age. */
export type TakenWhy = 'operator' | 'left' | 'idle' | 'old' | 'incident'

export interface Disconnect {
  readonly connectionId: string
  readonly caller: Caller
  /** `not_mine`: the owner says that the account isn't theirs; `stepsDone` as it so far. `by`: who takes it, for the audit. */
  readonly why:
    | { readonly kind: 'asked' }
    | { readonly kind: 'not_mine'; readonly accountKey: string; readonly stepsDone: number }
    | { readonly kind: TakenWhy; readonly by: string }
  /** Where the card stands that says so; null: it is posted anew. */
  readonly card: { readonly conversationId: string; readonly activityId: string } | null
}

/** `gone`: it was ended before, or is another account's by now. */
export type Disconnected =
  { readonly kind: 'disconnected'; readonly disconnectId: string; readonly configurationId: string } | { readonly kind: 'gone' }

interface Ended {
  readonly configurationId: string
  readonly host: string
  readonly sealed: string
  readonly clientId: string | null
  readonly accountKey: string
  /** Its tokens are on their way out already, by the client that they were given to. */
  readonly isOfFormerClient: boolean
  readonly accountName: string
  readonly orgName: string
}

/** Deletes the row: a refresh or a sign-in that is under way finds it gone, and sends what it gets to be ended too. Of two at once one is `disconnected`. */
export async function disconnect(tx: Transaction, { connectionId, caller, why, card }: Disconnect): Promise<Disconnected> {
  const configurationId = await lockTrips(tx, connectionId, caller)
  const [ended] = await tx.query<Ended>(
    `delete from connections where id = $1 and kind = 'personal' and tenant_id = $2 and aad_object_id = $3 and ($4::text is null or account_key = $4)
     returning configuration_id as "configurationId", host, tokens_sealed as "sealed", account_name as "accountName", org_name as "orgName",
       client_id as "clientId", account_key as "accountKey", needs_sign_in_why is not distinct from 'client_changed' as "isOfFormerClient"`,
    [connectionId, caller.tenantId, caller.aadObjectId, why.kind === 'not_mine' ? why.accountKey : null],
  )
  if (!ended || configurationId === null) return { kind: 'gone' }
  if (!ended.isOfFormerClient) await queueRevocation(tx, { connectionId, why: 'disconnected', ...ended })
  await voidTrips(tx, { caller, configurationId })
  const [row] = await tx.query<{ id: string }>(
    `insert into disconnects (tenant_id, aad_object_id, configuration_id, connection_id, account_name, org_name, steps_done, card_conversation_id, card_activity_id, why, shown_revision, account_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      ...[caller.tenantId, caller.aadObjectId, configurationId, connectionId, ended.accountName, ended.orgName],
      ...[why.kind === 'not_mine' ? why.stepsDone : null, card?.conversationId ?? null, card?.activityId ?? null],
      // What nobody asked for in Teams has no card there yet: the sweep shows it.
      ...[why.kind, 'by' in why ? 0 : 1, ended.accountKey],
    ],
  )
  await recordAudit(tx, {
    event: 'connection.disconnected',
    caller,
    configurationId,
    detail: { connectionId, account: ended.accountName, why: why.kind, ...('by' in why && { by: why.by }) },
  })
  return { kind: 'disconnected', disconnectId: (row as { id: string }).id, configurationId }
}

/** The live request first, as the callback does: one order of locks, and no sign-in comes between. */
async function lockTrips(tx: Transaction, connectionId: string, { tenantId, aadObjectId }: Caller): Promise<string | null> {
  const [connection] = await tx.query<{ configurationId: string }>(
    `select configuration_id as "configurationId" from connections where id = $1`,
    [connectionId],
  )
  if (!connection) return null
  await tx.query(
    `select from sign_in_requests where tenant_id = $1 and aad_object_id = $2 and configuration_id = $3 and ended_at is null for update`,
    [tenantId, aadObjectId, connection.configurationId],
  )
  return connection.configurationId
}

/** Sign-ins in a browser at this moment end without a connection; what lies parked is ended at the app. The request itself lives on: a new press starts anew. */
async function voidTrips(tx: Transaction, { caller, configurationId }: { caller: Caller; configurationId: string }): Promise<void> {
  await tx.query(
    `with trips as (
       select attempt.id, attempt.configuration_id, attempt.parked_connection_id, attempt.parked_account, attempt.parked_sealed
       from sign_in_requests as request join sign_in_attempts as attempt on attempt.request_id = request.id
       where request.tenant_id = $1 and request.aad_object_id = $2 and request.configuration_id = $3 and request.ended_at is null
       for update of attempt),
     voided as (
       update sign_in_attempts set voided_at = now(), used_at = coalesce(used_at, now()), parked_sealed = null where id in (select id from trips))
     insert into revocations (configuration_id, connection_id, host, tokens_sealed, why, client_id, account_key)
     select configuration_id, parked_connection_id, parked_account ->> 'host', parked_sealed, 'disconnected',
       (select client_id from app_configurations where id = configuration_id), parked_account ->> 'key' from trips where parked_sealed is not null`,
    [caller.tenantId, caller.aadObjectId, configurationId],
  )
}

/**
 * Whether the connection, or the client, was ended while this sign-in was in the browser. Ask with the request locked. The attempt is locked
 * until `tx` ends: a change of the client waits for it, and then finds what was stored.
 */
export async function isVoided(tx: Transaction, attemptId: string): Promise<boolean> {
  const [attempt] = await tx.query<{ isVoided: boolean }>(
    `select voided_at is not null as "isVoided" from sign_in_attempts where id = $1 for update`,
    [attemptId],
  )
  return attempt?.isVoided ?? false
}
