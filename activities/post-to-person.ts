// Posts to somebody's own chat with Workbot, which is opened where Teams allows it.
import type { Caller } from '../caller.js'
import type { WantedBy } from '../connections/want-sign-in.js'
import type { Messenger } from '../conversations/messenger.js'
import type { Message } from '../text/message.js'

export interface Posted {
  readonly conversationId: string
  readonly activityId: string
}

/** Null: no chat with them is possible now. @param asked who they are in Teams, and a conversation that they are in */
export async function postToPerson(
  { messenger }: { readonly messenger: Messenger },
  caller: Caller,
  { profile, conversationId: via }: WantedBy,
  message: Message,
): Promise<Posted | null> {
  const chat = await messenger.openPersonal({ ...caller, ...profile }, via)
  if (chat.kind === 'unreachable') return null
  const delivery = await messenger.post(chat.conversationId, message)
  return delivery.kind === 'posted' ? { conversationId: chat.conversationId, activityId: delivery.activityId } : null
}
