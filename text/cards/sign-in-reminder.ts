// The message that reminds a caller of a sign-in their runs still wait for.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, linkButton, paragraph, primary, smallPrint } from '../elements.js'
import { dateAndTime, formatNumber } from '../format.js'
import type { Markdown } from '../markdown.js'
import type { Message } from '../message.js'

export interface ReminderModel {
  /** The app's name: `Salesforce`. */
  readonly app: string
  /** `recipeTitle` of the oldest run. */
  readonly title: string
  /** `describeRun` of it; null where its recipe is gone. */
  readonly sentence: Markdown | null
  /** How many runs wait. */
  readonly count: number
  readonly locale: string
  /** The earliest of their deadlines. */
  readonly deadlineAt: Date
  /** `/connect/<request id>.<HMAC>`, absolute. */
  readonly link: string
}

/** A new message, so that it notifies. */
export function signInReminder(
  { app, title, sentence, count, locale, deadlineAt, link }: ReminderModel,
  text: Catalogue = english,
): Message {
  const reminds =
    count === 1
      ? text.reminder.title({ app, recipe: title })
      : text.reminder.titleOfSeveral({ app, count, shown: formatNumber(count, locale) })
  const until = { app, until: dateAndTime(deadlineAt) }
  return cardMessage({
    summary: reminds,
    body: [
      heading(reminds),
      ...(count === 1 && sentence ? [paragraph(sentence)] : []),
      paragraph(count === 1 ? text.reminder.ends(until) : text.reminder.firstEnds(until)),
      smallPrint(text.reminder.elsewhere()),
    ],
    buttons: [primary(linkButton(text.signIn.signIn({ app }), link))],
  })
}
