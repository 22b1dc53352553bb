// What a person is told of a connection that they ended: how far its end at the app has come, and what their card shows of it.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { Disconnect } from './disconnect.js'

/** `ending`: the first try is under way. `unconfirmed`: the app didn't confirm yet; it is tried again. `given_up`: not any more. */
export type EndingAtApp = 'ending' | 'unconfirmed' | 'confirmed' | 'given_up'

export interface DisconnectCard {
  readonly id: string
  readonly revision: number
  readonly caller: Caller
  readonly configurationId: string
  /** Of the row that is gone. */
  readonly connectionId: string
  readonly accountName: string
  readonly orgName: string
  readonly stepsDone: number | null
  readonly why: Disconnect['why']['kind']
  readonly at: Date
  readonly conversationId: string | null
  readonly activityId: string | null
  /** What the card says now. */
  readonly told: EndingAtApp
}

/** For five days a revocation is tried again (connections/revocations.ts). */
const DAYS = 5

const columns = `id, revision, json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller, configuration_id as "configurationId", connection_id as "connectionId",
  account_name as "accountName", org_name as "orgName", steps_done as "stepsDone", why, at, card_conversation_id as "conversationId",
  card_activity_id as "activityId", told`
/** Whoever claims a card is alone at it for a while; then it is owed again, ever less often while Teams doesn't answer. */
const claim = `show_attempts = show_attempts + 1, next_show_at = now() + interval '10 s' * 2 ^ least(show_attempts, 4)`

/** A revocation of this connection was done, or failed, so its owner's card says something else. The bot has 2 s to show the first. */
export async function oweDisconnectCard(tx: Transaction, connectionId: string): Promise<void> {
  await tx.query(
    `update disconnects set revision = revision + 1, show_attempts = 0, next_show_at = greatest(now(), at + interval '2 s') where connection_id = $1`,
    [connectionId],
  )
}

/** Cards that are owed and that nobody is at. */
export async function claimDisconnectCards(tx: Transaction): Promise<DisconnectCard[]> {
  return tx.query<DisconnectCard>(
    `update disconnects set ${claim} where id in (
       select id from disconnects where shown_revision < revision and next_show_at <= now() order by next_show_at limit 20 for update skip locked)
     returning ${columns}`,
  )
}

/** One of them, to be shown by whoever made it. */
export async function findDisconnect(tx: Transaction, id: string): Promise<DisconnectCard | null> {
  const [found] = await tx.query<DisconnectCard>(`select ${columns} from disconnects where id = $1`, [id])
  return found ?? null
}

/** Of the account that was disconnected, whenever they were owed; where an older version didn't note whose they are, those that the disconnect found or that came later. */
const OF_ACCOUNT = `owed.connection_id = ended.connection_id
  and coalesce(owed.account_key = ended.account_key, owed.created_at >= ended.at)`

/** How the end of an account's tokens at the app stands. `at`: when it was confirmed, else until when it is tried again. */
export interface HowItStands {
  readonly state: EndingAtApp
  readonly at: Date
}

interface Ending {
  readonly id: string
  readonly gaveUp: boolean
  readonly open: boolean
  readonly tried: boolean
  readonly done: Date | null
  readonly until: Date
  readonly endedAt: Date | null
}

/** Of each disconnect that is there, by its id. */
export async function howTheyStand(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, HowItStands>> {
  const rows = await tx.query<Ending>(
    `select ended.id, coalesce(bool_or(owed.given_up_at is not null), false) as "gaveUp",
       coalesce(bool_or(owed.done_at is null and owed.given_up_at is null), false) as "open",
       coalesce(bool_or(owed.done_at is null and owed.attempts > 0 and owed.next_attempt_at > now()), false) as "tried",
       max(owed.done_at) as "done", coalesce(max(owed.created_at), ended.at) + make_interval(days => ${String(DAYS)}) as "until",
       ended.ended_at as "endedAt"
     from disconnects as ended left join revocations as owed on ${OF_ACCOUNT}
     where ended.id = any($1) group by ended.id`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, standing(row)]))
}

export async function howItStands(tx: Transaction, { id }: Pick<DisconnectCard, 'id'>): Promise<HowItStands> {
  const found = (await howTheyStand(tx, [id])).get(id)
  if (!found) throw new Error('A disconnect vanished.')
  return found
}

function standing({ gaveUp, open, tried, done, until, endedAt }: Ending): HowItStands {
  if (gaveUp) return { state: 'given_up', at: until }
  if (open) return { state: tried ? 'unconfirmed' : 'ending', at: until }
  return { state: 'confirmed', at: done ?? endedAt ?? until }
}

/** The card shows this revision, and stands there. */
export async function disconnectShown(
  tx: Transaction,
  {
    id,
    revision,
    conversationId,
    activityId,
    told,
  }: Pick<DisconnectCard, 'id' | 'revision' | 'conversationId' | 'activityId'> & { told: EndingAtApp },
  endedAt: Date | null,
): Promise<void> {
  await tx.query(
    `update disconnects set shown_revision = greatest(shown_revision, $2), card_conversation_id = $3, card_activity_id = $4, told = $5,
       ended_at = coalesce($6, ended_at), next_show_at = now(), show_attempts = 0 where id = $1`,
    [id, revision, conversationId, activityId, told, endedAt],
  )
}

/** Up to 5,000 that were over two months ago; nobody counts their account any more. @returns how many went */
export async function forgetOldDisconnects(tx: Transaction): Promise<number> {
  const gone = await tx.query<{ id: string }>(
    `delete from disconnects where id in (select id from disconnects where at < now() - interval '60 days' limit 5000) returning connection_id as id`,
  )
  await tx.query(`update revocations set account_key = null where connection_id = any($1) and account_key is not null`, [
    gone.map(({ id }) => id),
  ])
  return gone.length
}
