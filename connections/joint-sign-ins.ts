// The one card of several sign-ins that a run asks for: who may show it now, what stands on it and where.
import type { Transaction } from '../database.js'

export interface JointCard {
  /** What it shows, in short; null: nothing yet. */
  readonly shownAs: string | null
  /** Where it stands; null: it hasn't been posted. */
  readonly conversationId: string | null
  readonly activityId: string | null
}

/** @param apps in the card's order */
export async function openJointSignIn(tx: Transaction, { runId, apps }: { runId: string; apps: readonly string[] }): Promise<void> {
  await tx.query(`insert into joint_sign_ins (run_id, apps) values ($1, $2) on conflict do nothing`, [runId, apps])
}

/** Whether the run has asked in one card. */
export async function isAskedJointly(tx: Transaction, runId: string): Promise<boolean> {
  return (await tx.query(`select from joint_sign_ins where run_id = $1`, [runId])).length > 0
}

/** Whoever claims the card is alone at it for 20 s, longer than an activity lasts. Null: somebody else is at it. */
export async function claimJointCard(tx: Transaction, runId: string): Promise<JointCard | null> {
  const [card] = await tx.query<JointCard>(
    `update joint_sign_ins set showing_until = now() + interval '20 s'
     where run_id = $1 and (showing_until is null or showing_until < now())
     returning shown_as as "shownAs", card_conversation_id as "conversationId", card_activity_id as "activityId"`,
    [runId],
  )
  return card ?? null
}

/** What was claimed is given back, with what it shows now. */
export async function jointCardShown(tx: Transaction, runId: string, { shownAs, conversationId, activityId }: JointCard): Promise<void> {
  await tx.query(
    `update joint_sign_ins set showing_until = null, shown_as = $2, card_conversation_id = $3, card_activity_id = $4 where run_id = $1`,
    [runId, shownAs, conversationId, activityId],
  )
}

/** The card is to come as a new message, once one of its sign-ins is shown again. */
export async function forgetJointCard(tx: Transaction, runId: string): Promise<void> {
  await tx.query(`update joint_sign_ins set shown_as = null, card_conversation_id = null, card_activity_id = null where run_id = $1`, [
    runId,
  ])
}

/** One reminder for all of a run's sign-ins: false where its person was reminded less than four hours ago. */
export async function claimJointReminder(tx: Transaction, runId: string): Promise<boolean> {
  const claimed = await tx.query(
    `update joint_sign_ins set reminded_at = now()
     where run_id = $1 and (reminded_at is null or reminded_at < now() - interval '4 hours') returning run_id`,
    [runId],
  )
  return claimed.length > 0
}
