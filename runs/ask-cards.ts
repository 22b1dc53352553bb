// The card of one addressee: who may show it now, and what was shown; the same rules as a sign-in's card.
import type { Transaction } from '../database.js'

export interface AskCardToShow {
  readonly id: string
  readonly waitId: string
  readonly revision: number
  readonly conversationId: string | null
  readonly activityId: string | null
}

const columns = `id, wait_id as "waitId", revision, card_conversation_id as "conversationId", card_activity_id as "activityId"`
/** Whoever claims a card is alone at it for 20 s, longer than an activity lasts; then it is owed again, ever less often while Teams doesn't answer. */
const claim = `showing_until = now() + interval '20 s', show_attempts = show_attempts + 1,
  next_show_at = now() + least(interval '60 s', interval '1 s' * 2 ^ least(show_attempts, 6))`
const owed = `shown_revision < revision and undelivered_at is null and (showing_until is null or showing_until < now())`

/** Null: it shows all there is, or somebody else is at it. */
export async function claimAskCard(tx: Transaction, id: string): Promise<AskCardToShow | null> {
  const [card] = await tx.query<AskCardToShow>(`update addressees set ${claim} where id = $1 and ${owed} returning ${columns}`, [id])
  return card ?? null
}

/** For the sweep. */
export async function findAskCardsOwed(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from addressees where ${owed} and next_show_at <= now() order by next_show_at limit 50`,
  )
  return rows.map(({ id }) => id)
}

/** Of one question, for the run that asks it. */
export async function listAskCardsOwed(tx: Transaction, waitId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`select id from addressees where wait_id = $1 and ${owed}`, [waitId])
  return rows.map(({ id }) => id)
}

/** The card now shows this revision. */
export async function askCardShown(
  tx: Transaction,
  { id, revision, conversationId, activityId }: Omit<AskCardToShow, 'waitId'>,
): Promise<void> {
  await tx.query(
    `update addressees set shown_revision = greatest(shown_revision, $2), card_conversation_id = $3, card_activity_id = $4,
       showing_until = null, next_show_at = now(), show_attempts = 0 where id = $1`,
    [id, revision, conversationId, activityId],
  )
}

/** No chat with them is possible now; the card is delivered when they add Workbot. */
export async function askCardUndelivered(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    `update addressees set undelivered_at = now(), showing_until = null, card_conversation_id = null, card_activity_id = null where id = $1`,
    [id],
  )
}
