// The message that reminds somebody of a decision that is still asked of them.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph } from '../elements.js'
import { dateAndTime } from '../format.js'
import type { Message } from '../message.js'

export interface AskReminderModel {
  readonly asker: string
  readonly question: string
  readonly deadlineAt: Date
}

/** A new message, so that it notifies. */
export function askReminder({ asker, question, deadlineAt }: AskReminderModel, { asks }: Catalogue = english): Message {
  const title = asks.reminder({ asker })
  return cardMessage({
    summary: title,
    body: [heading(title), paragraph(asks.question({ question })), paragraph(asks.reminderEnds({ until: dateAndTime(deadlineAt) }))],
  })
}
