// Grants whose account isn't the one that was expected: nothing is connected until their owner has said that it is theirs.
import { randomUUID } from 'node:crypto'
import type { AppAccount } from '../apps/define-app.js'
import type { Transaction } from '../database.js'
import { findConnection, type ConnectionOwner } from './access.js'
import { queueRevocation } from './revocations.js'
import type { SealTokens } from './token-sealing.js'
import type { TokenSet } from './token-set.js'

interface Wanted {
  readonly owner: ConnectionOwner
  readonly configurationId: string
}

/** The account that this person connected before, or one that carries their own address. Anything else is asked about. */
export async function isExpectedAccount(
  tx: Transaction,
  wanted: Wanted,
  { account, email }: { account: AppAccount; email: string },
): Promise<boolean> {
  const before = await findConnection(tx, wanted)
  if (before) return before.accountKey === account.key
  return email !== '' && account.name.toLowerCase() === email.toLowerCase()
}

/** Keeps the grant sealed on its attempt for ten minutes. */
export async function parkGrant(
  { tx, seal }: { tx: Transaction; seal: SealTokens },
  { attemptId, owner, configurationId, account, tokens }: Wanted & { attemptId: string; account: AppAccount; tokens: TokenSet },
): Promise<void> {
  const connectionId = (await findConnection(tx, { owner, configurationId }))?.id ?? randomUUID()
  await tx.query(
    `update sign_in_attempts set parked_until = now() + interval '10 minutes', parked_account = $2, parked_connection_id = $3, parked_sealed = $4
     where id = $1`,
    [attemptId, JSON.stringify(account), connectionId, await seal(tokens, connectionId)],
  )
}

export interface ParkedGrant {
  readonly attemptId: string
  readonly account: AppAccount
  /** The row that the seal names. */
  readonly connectionId: string
  readonly sealed: string
}

const columns = `id as "attemptId", parked_account as "account", parked_connection_id as "connectionId", parked_sealed as "sealed"`
const mine = `request_id = $1 and session_hash = $2 and parked_sealed is not null and parked_until > now()`

/** What waits for a decision in this browser: the newest one. */
export async function findParkedGrant(
  tx: Transaction,
  { requestId, sessionHash }: { requestId: string; sessionHash: string },
): Promise<ParkedGrant | null> {
  const [found] = await tx.query<ParkedGrant>(`select ${columns} from sign_in_attempts where ${mine} order by created_at desc limit 1`, [
    requestId,
    sessionHash,
  ])
  return found ?? null
}

/** Takes a parked grant for good: of two decisions at once one gets it. Use it, or owe the app its end, in the same transaction. */
export async function takeParkedGrant(
  tx: Transaction,
  { requestId, sessionHash, attemptId }: { requestId: string; sessionHash: string; attemptId: string },
): Promise<ParkedGrant | null> {
  const [taken] = await tx.query<ParkedGrant>(
    `with taken as (select ${columns} from sign_in_attempts where ${mine} and id = $3 for update),
       cleared as (update sign_in_attempts set parked_sealed = null where id = (select "attemptId" from taken))
     select * from taken`,
    [requestId, sessionHash, attemptId],
  )
  return taken ?? null
}

/** Nobody said that the account is theirs: its grant is ended at the app. */
export async function refuseParkedGrant(
  tx: Transaction,
  configurationId: string,
  { account, connectionId, sealed }: ParkedGrant,
  why: 'not_used' | 'not_confirmed' | 'request_ended',
): Promise<void> {
  const clientId = await currentClient(tx, configurationId)
  await queueRevocation(tx, { configurationId, connectionId, host: account.host, sealed, why, clientId, accountKey: null })
}

/** A change of the client clears what lies parked, so whatever still does was given to the one of now. */
async function currentClient(tx: Transaction, configurationId: string): Promise<string | null> {
  const [row] = await tx.query<{ clientId: string }>(`select client_id as "clientId" from app_configurations where id = $1`, [
    configurationId,
  ])
  return row?.clientId ?? null
}

/** Ends what nobody decided about in time. */
export async function expireParkedGrants(tx: Transaction): Promise<void> {
  await tx.query(
    `with late as (
       select id, configuration_id, parked_connection_id, parked_account, parked_sealed from sign_in_attempts
       where parked_sealed is not null and parked_until <= now() limit 50 for update skip locked),
     cleared as (update sign_in_attempts set parked_sealed = null where id in (select id from late))
     insert into revocations (configuration_id, connection_id, host, tokens_sealed, why, client_id)
     select configuration_id, parked_connection_id, parked_account ->> 'host', parked_sealed, 'not_confirmed',
       (select client_id from app_configurations where id = configuration_id) from late`,
  )
}
