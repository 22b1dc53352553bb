// Remembers that Teams refuses our messages to a conversation.
import type { Transaction } from '../database.js'

/** Keeps the first time; the next message from the conversation clears it (`learnConversation`). */
export async function markUnreachable(tx: Transaction, conversationId: string): Promise<void> {
  await tx.query(`update conversation_references set unreachable_at = now() where conversation_id = $1 and unreachable_at is null`, [
    conversationId,
  ])
}
