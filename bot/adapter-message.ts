// Our message as a Teams activity.
import type { Activity } from 'botbuilder'
import type { Message } from '../text/message.js'

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive'

/** `summary` is what the notification shows. */
export function toActivity({ summary, text, card }: Message): Partial<Activity> {
  return {
    type: 'message',
    summary,
    ...(text !== undefined && { text, textFormat: 'markdown' }),
    ...(card && { attachments: [{ contentType: ADAPTIVE_CARD, content: card }] }),
  }
}
