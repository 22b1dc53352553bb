// A conversation that Workbot may post to, as its row.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** Where a conversation takes place. Links to sign in go only to `personal` ones. */
export type ConversationKind = 'personal' | 'channel' | 'group'

export interface Conversation {
  readonly conversationId: string
  readonly tenantId: string
  readonly kind: ConversationKind
  /** Whose chat it is; only for `personal`. */
  readonly aadObjectId: string | null
  /** The channel's or group chat's name, where Teams said it. */
  readonly name: string | null
  /** botbuilder's ConversationReference, as it was stored. */
  readonly reference: Readonly<Record<string, unknown>>
  /** Since when Teams has answered 403 or 404; null while it can be posted to. */
  readonly unreachableAt: Date | null
}

const columns = `conversation_id as "conversationId", tenant_id as "tenantId", kind, aad_object_id as "aadObjectId", name, reference,
  unreachable_at as "unreachableAt"`

/** The conversation, or null where Workbot has never heard from it. */
export async function findConversation(tx: Transaction, conversationId: string): Promise<Conversation | null> {
  const [found] = await tx.query<Conversation>(`select ${columns} from conversation_references where conversation_id = $1`, [
    conversationId,
  ])
  return found ?? null
}

/** The caller's own chat with the bot: one that can be reached before one that can't, the newest first. */
export async function findPersonalConversation(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<Conversation | null> {
  const [found] = await tx.query<Conversation>(
    `select ${columns} from conversation_references
     where tenant_id = $1 and aad_object_id = $2 and kind = 'personal'
     order by unreachable_at is not null, updated_at desc limit 1`,
    [tenantId, aadObjectId],
  )
  return found ?? null
}
