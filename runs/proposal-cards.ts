// The card of a proposal: when it is owed, and where it stands.
import type { Transaction } from '../database.js'

export interface ProposalCard {
  readonly id: string
  readonly revision: number
  readonly conversationId: string | null
  readonly activityId: string | null
}

/** Whoever claims one is alone at it for a while; then it is owed again, ever less often while Teams doesn't take it. */
export async function claimProposalCards(tx: Transaction): Promise<readonly ProposalCard[]> {
  return tx.query<ProposalCard>(
    `update proposals set show_attempts = show_attempts + 1, next_show_at = now() + interval '10 s' * 2 ^ least(show_attempts, 6)
     where id in (
       select id from proposals where shown_revision < revision and next_show_at <= now() order by next_show_at limit 20 for update skip locked)
     returning id, revision, card_conversation_id as "conversationId", card_activity_id as "activityId"`,
  )
}

/** It shows this revision, and stands there; null: it was over before it was ever shown. */
export async function proposalShown(tx: Transaction, { id, revision, conversationId, activityId }: ProposalCard): Promise<void> {
  await tx.query(
    `update proposals set shown_revision = greatest(shown_revision, $2), card_conversation_id = $3, card_activity_id = $4,
       next_show_at = now(), show_attempts = 0 where id = $1`,
    [id, revision, conversationId, activityId],
  )
}
