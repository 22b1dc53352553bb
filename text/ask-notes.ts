// The messages about a recipe's questions that are a sentence or two and no card.
import { english, type Catalogue } from './catalogue.js'
import { cardMessage, heading, paragraph, textMessage } from './elements.js'
import { dateAndTime } from './format.js'
import type { Message } from './message.js'

/** To the presser, here and below. */
export const askTaken = (model: { option: string }, { asks }: Catalogue = english): Message => textMessage(asks.taken(model))
export const askChecking = (model: { option: string }, { asks }: Catalogue = english): Message => textMessage(asks.checking(model))
export const askPending = ({ asks }: Catalogue = english): Message => textMessage(asks.pending())
export const askChanged = ({ asks }: Catalogue = english): Message => textMessage(asks.lookAgain())
export const ownRequest = ({ asks }: Catalogue = english): Message => textMessage(asks.self())
export const askPassed = (model: { to: string }, { asks }: Catalogue = english): Message => textMessage(asks.passed(model))
/** Why it couldn't be passed on. */
export const notPassed = (
  why: { kind: 'empty' | 'asks' | 'asked' } | { kind: 'unknown'; typed: string | null },
  { asks }: Catalogue = english,
): Message => {
  if (why.kind === 'unknown') return textMessage(asks.passToUnknown(why))
  return textMessage({ empty: asks.passToWhom, asks: asks.passToAsker, asked: asks.passToAsked }[why.kind]())
}
/** To whoever asked: no chat with the one they ask is possible yet. */
export const cantReachYet = ({ who, deadlineAt }: { who: string; deadlineAt: Date }, { asks }: Catalogue = english): Message => {
  const title = asks.cantReach({ who })
  return cardMessage({ summary: title, body: [heading(title), paragraph(asks.cantReachUntil({ until: dateAndTime(deadlineAt) }))] })
}
/** To whoever asked, where they typed it. */
export const askedNow = (
  { title, people, deadlineAt }: { title: string; people: readonly string[]; deadlineAt: Date },
  { asks }: Catalogue = english,
): Message => {
  const words = asks.asked({ recipe: title, people })
  return cardMessage({ summary: words, body: [heading(words), paragraph(asks.askedUntil({ until: dateAndTime(deadlineAt) }))] })
}
