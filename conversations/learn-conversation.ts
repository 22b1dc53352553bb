// Remembers how to reach a conversation, from each Teams activity that comes from it.
import type { Transaction } from '../database.js'
import type { ConversationKind } from './find-conversation.js'

/** What a verified Teams activity says of its conversation. */
export interface ConversationFacts {
  readonly conversationId: string
  readonly tenantId: string
  readonly kind: ConversationKind
  /** Whose chat it is; null unless `personal`. */
  readonly aadObjectId: string | null
  readonly name: string | null
  /** botbuilder's ConversationReference. */
  readonly reference: object
  /** Of the person whose chat it is, where the roster said it: lower-case. */
  readonly email?: string | undefined
  /** IANA, where Teams said it. */
  readonly timeZone?: string | undefined
}

/**
 * Adds or renews the reference; a message from a conversation proves that it can be reached again.
 * `not_theirs`: the id is known as another tenant's or another person's conversation, and stays theirs.
 */
export async function learnConversation(tx: Transaction, facts: ConversationFacts): Promise<'learnt' | 'not_theirs'> {
  // The reference of one message would make the next post an answer to it.
  const reference = { ...facts.reference, activityId: undefined }
  const rows = await tx.query(
    `insert into conversation_references as known (conversation_id, tenant_id, kind, aad_object_id, name, reference, email, time_zone)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (conversation_id) do update
       set reference = excluded.reference, name = coalesce(excluded.name, known.name), email = coalesce(excluded.email, known.email),
         time_zone = coalesce(excluded.time_zone, known.time_zone), unreachable_at = null, updated_at = now()
       where known.tenant_id = excluded.tenant_id and known.kind = excluded.kind
         and known.aad_object_id is not distinct from excluded.aad_object_id
     returning 1`,
    [
      ...[facts.conversationId, facts.tenantId, facts.kind, facts.aadObjectId, facts.name, JSON.stringify(reference)],
      ...[facts.email ?? null, facts.timeZone ?? null],
    ],
  )
  return rows.length > 0 ? 'learnt' : 'not_theirs'
}
