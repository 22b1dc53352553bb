// What became of a connection that its owner ended: deleted here, and how its end at the app stands.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph, smallPrint, textMessage } from '../elements.js'
import { dateAndTime, formatNumber, timeOfDay } from '../format.js'
import { joinMarkdown, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'

export interface DisconnectedModel {
  /** `salesforce` */
  readonly appId: string
  /** `Salesforce` */
  readonly app: string
  readonly account: { readonly name: string; readonly orgName: string }
  /** Where its owner said that the account isn't theirs: what was done as it. */
  readonly stepsDone: number | null
  /** A write as it was sent and hasn't been answered: it may be done. */
  readonly isUnsure?: boolean
  /** Whose doing it was; `left`: they removed Workbot, or Teams no longer has them. */
  readonly why: 'asked' | 'not_mine' | 'operator' | 'left' | 'idle' | 'old' | 'incident'
  readonly deletedAt: Date
  /** `at`: when the app confirmed it, else until when it is tried. */
  readonly ending: { readonly state: 'ending' | 'unconfirmed' | 'confirmed' | 'given_up'; readonly at: Date }
}

/** One card per disconnect, edited in place. */
export function disconnected(model: DisconnectedModel, text: Catalogue = english): Message {
  const { appId, app, account, stepsDone, ending } = model
  const words = text.connections
  const title = titleOf(model, text)
  const isOpen = ending.state === 'unconfirmed' || ending.state === 'given_up'
  return cardMessage({
    summary: title,
    body: [
      heading(title),
      paragraph(stepsDone === null ? words.wasAccount({ account: account.name, org: account.orgName }) : notTheirs(model, stepsDone, text)),
      ...whyTaken(model, text),
      paragraph(howItEnds(model, text)),
      ...(isOpen ? [smallPrint(words.endItYourself({ appId, app }))] : []),
    ],
  })
}

/** A message of its own, for what came after the card had said that it wasn't confirmed. */
export function endedLater({ app, account, ending }: DisconnectedModel, text: Catalogue = english): Message {
  const words = { app, account: account.name }
  return textMessage(ending.state === 'given_up' ? text.connections.laterGivenUp(words) : text.connections.laterConfirmed(words))
}

function titleOf({ app, ending }: DisconnectedModel, { connections: words }: Catalogue): Markdown {
  if (ending.state === 'unconfirmed') return words.disconnectedUnconfirmed({ app })
  return ending.state === 'given_up' ? words.disconnectedGivenUp({ app }) : words.disconnected({ app })
}

/** Where its owner didn't end it, they read who did. */
function whyTaken({ why, app }: DisconnectedModel, { connections: words }: Catalogue) {
  switch (why) {
    case 'asked':
    case 'not_mine':
      return []
    case 'operator':
      return [paragraph(words.takenByOperator())]
    case 'left':
      return [paragraph(words.takenLeft())]
    case 'idle':
      return [paragraph(words.takenIdle())]
    case 'old':
      return [paragraph(words.takenOld())]
    case 'incident':
      return [paragraph(words.takenInIncident({ app }))]
  }
}

function notTheirs({ app, account, isUnsure = false }: DisconnectedModel, stepsDone: number, { connections: words }: Catalogue): Markdown {
  const unsure = isUnsure ? words.unansweredAsIt({ app }) : null
  const done =
    stepsDone === 0
      ? isUnsure
        ? null
        : words.nothingDone({ app })
      : words.doneAsIt({ app, count: stepsDone, shown: formatNumber(stepsDone, 'en-US') })
  return joinMarkdown([words.notYours({ account: account.name }), done, unsure, words.askedAgain()], ' ')
}

function howItEnds({ app, deletedAt, ending: { state, at } }: DisconnectedModel, { connections: words }: Catalogue): Markdown {
  const deleted = timeOfDay(deletedAt)
  switch (state) {
    case 'ending':
      return words.deleted({ at: deleted, app })
    case 'unconfirmed':
      return words.unconfirmed({ at: deleted, until: dateAndTime(at) })
    case 'confirmed':
      return isSameDay(deletedAt, at)
        ? words.confirmed({ deleted, app, ended: timeOfDay(at) })
        : words.confirmedAnotherDay({ deleted: dateAndTime(deletedAt), app, ended: dateAndTime(at) })
    case 'given_up':
      return words.givenUp({ at: dateAndTime(deletedAt), app, until: dateAndTime(at) })
  }
}

/** Near enough: a time of day alone misleads only after half a day. */
function isSameDay(one: Date, other: Date): boolean {
  return Math.abs(other.getTime() - one.getTime()) < 12 * 3_600_000
}
