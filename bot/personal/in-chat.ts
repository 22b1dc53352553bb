// Answers that are the asker's alone: in their own chat, wherever they asked.
import type { Message } from '../../text/message.js'
import { inYourChat, noChatYet } from '../../text/notes.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { isPersonal } from '../teams-activity.js'
import type { Turn } from '../turn.js'

/** @param what how the line for the channel names it */
export function answerInChat(
  { deps, asker, activity }: Asked,
  turn: Turn,
  message: Message,
  what: 'connections' | 'form' | 'other' = 'other',
): AfterCommit {
  if (isPersonal(activity)) return () => turn.reply(message)
  return async () => {
    const { caller, profile } = asker
    const chat = await deps.messenger.openPersonal({ ...caller, ...profile }, activity.conversation.id)
    const delivered = chat.kind === 'open' ? await deps.messenger.post(chat.conversationId, message) : chat
    await turn.reply(delivered.kind === 'unreachable' ? noChatYet() : inYourChat({ what }))
  }
}
