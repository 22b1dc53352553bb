// The card of a sign-in request: who may show it now, what it must show, and what was shown.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { WantedBy } from './want-sign-in.js'

export interface CardToShow {
  readonly requestId: string
  readonly revision: number
  readonly caller: Caller
  readonly configurationId: string
  readonly outcome: 'connected' | 'declined' | 'expired' | 'cancelled' | null
  /** Where the card stands; null: it hasn't been posted. */
  readonly conversationId: string | null
  readonly activityId: string | null
  /** Somebody set out for the app and didn't come back. */
  readonly isMissed: boolean
  /** Somebody asked for it without a run. */
  readonly wanted: (WantedBy & { readonly until: string }) | null
}

const columns = `id as "requestId", revision, json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller,
  configuration_id as "configurationId", outcome, card_conversation_id as "conversationId", card_activity_id as "activityId", missed_at is not null as "isMissed",
  case when wanted_until is not null then wanted_by || jsonb_build_object('until', wanted_until) end as wanted`
/** Whoever claims a card is alone at it for 20 s, longer than an activity lasts; then it is owed again, ever less often while Teams doesn't answer. */
const claim = `showing_until = now() + interval '20 s', show_attempts = show_attempts + 1,
  next_show_at = now() + least(interval '60 s', interval '1 s' * 2 ^ least(show_attempts, 6))`
const owed = `shown_revision < revision and undelivered_at is null and (showing_until is null or showing_until < now())`

/** Claims one request's card. Null: it shows all there is, or somebody else is at it. */
export async function claimCard(tx: Transaction, requestId: string): Promise<CardToShow | null> {
  const [card] = await tx.query<CardToShow>(`update sign_in_requests set ${claim} where id = $1 and ${owed} returning ${columns}`, [
    requestId,
  ])
  return card ?? null
}

/** Ids of the requests whose cards are owed, for the sweep. */
export async function findCardsOwed(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from sign_in_requests where ${owed} and next_show_at <= now() order by next_show_at limit 50`,
  )
  return rows.map(({ id }) => id)
}

/** Whether the caller has the card, in whichever revision. */
export async function isCardPosted(tx: Transaction, requestId: string): Promise<boolean> {
  const posted = await tx.query(`select from sign_in_requests where id = $1 and card_activity_id is not null`, [requestId])
  return posted.length > 0
}

/** The card now shows this revision. What changed meanwhile is owed at once. */
export async function cardShown(
  tx: Transaction,
  {
    requestId,
    revision,
    conversationId,
    activityId,
  }: { requestId: string; revision: number; conversationId: string | null; activityId: string | null },
): Promise<void> {
  await tx.query(
    `update sign_in_requests set shown_revision = greatest(shown_revision, $2), card_conversation_id = $3, card_activity_id = $4,
       showing_until = null, next_show_at = now(), show_attempts = 0 where id = $1`,
    [requestId, revision, conversationId, activityId],
  )
}

/** Somebody else is at what belongs to it: tried again in a moment. */
export async function cardLater(tx: Transaction, requestId: string): Promise<void> {
  await tx.query(`update sign_in_requests set showing_until = null where id = $1`, [requestId])
}

/** No chat with the caller is possible now; the card is delivered when Workbot is added. */
export async function cardUndelivered(tx: Transaction, requestId: string): Promise<void> {
  await tx.query(
    `update sign_in_requests set undelivered_at = now(), showing_until = null, card_conversation_id = null, card_activity_id = null where id = $1`,
    [requestId],
  )
}

/** Requests whose owner must be told, once, that somebody else opened the link. Claiming is telling, unless `oweWarningAgain` takes it back. */
export async function claimWarningsOwed(tx: Transaction): Promise<{ requestId: string; caller: Caller; configurationId: string }[]> {
  return tx.query(
    `update sign_in_requests set warning_owed = false, warned_at = now() where warning_owed and warned_at is null and next_show_at <= now()
     returning id as "requestId", json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller, configuration_id as "configurationId"`,
  )
}

/** Teams didn't take the warning. */
export async function oweWarningAgain(tx: Transaction, requestId: string): Promise<void> {
  await tx.query(
    `update sign_in_requests set warning_owed = true, warned_at = null, next_show_at = greatest(next_show_at, now() + interval '3 s') where id = $1`,
    [requestId],
  )
}
