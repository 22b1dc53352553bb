// The card that asks somebody to decide, and shows how that ended.
import type { FactChange, Fact } from '../../runs/asks.js'
import { english, type Catalogue } from '../catalogue.js'
import {
  cardMessage,
  facts,
  heading,
  linkButton,
  paragraph,
  peopleInput,
  pressButton,
  primary,
  smallPrint,
  textInput,
  unfolding,
  type Button,
  type Element,
} from '../elements.js'
import { factsNow } from '../facts-now.js'
import { dateAndTime, formatDay, formatNumber } from '../format.js'
import { joinMarkdown, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { formInputId } from '../press.js'
import { runName } from '../run-name.js'

/** How it ended, as its reader sees it. */
export type AskEnding =
  | { readonly kind: 'answered'; readonly option: string; readonly by: string | null; readonly at: Date; readonly account: string | null }
  | { readonly kind: 'settled'; readonly how: string; readonly by: string | null; readonly at: Date | null }
  /** `inApp`: whether the app asks the other one too; null where there is none. */
  | { readonly kind: 'passed'; readonly to: string; readonly inApp: 'owed' | 'moved' | 'left' | null }
  | { readonly kind: 'expired' | 'withdrawn' }

export interface AskCardModel {
  /** Of the addressee: what a press names. */
  readonly id: string
  /** Null while it may be answered. `by` of an answer is null where its reader gave it. */
  readonly ending: AskEnding | null
  readonly nonce: string
  /** Of the facts that stand here; an answer names it. */
  readonly version: number
  /** `recipeTitle` */
  readonly title: string
  readonly question: string
  readonly asker: string
  readonly askedAt: Date
  readonly passedBy: string | null
  readonly facts: readonly Fact[]
  readonly changes: readonly FactChange[]
  readonly options: readonly string[]
  /** Where the decision is recorded as its reader's: the app's name. */
  readonly app: string | null
  readonly url: string | null
  readonly deadlineAt: Date
  readonly locale: string
  readonly runId: string
  /** Its client finds people by itself. */
  readonly hasPicker: boolean
}

/** The fields of the card, by `formInputId`. */
export const COMMENT = 'comment'
/** Of Teams' picker; clients that have none are given the address. */
export const PASS_PERSON = 'passPerson'
export const PASS_TO = 'passTo'
const COMMENT_AT_MOST = 1_000
const FACTS_AT_MOST = 10

/** A new message while it may be answered, edited in place when it ends. */
export function askCard(model: AskCardModel, text: Catalogue = english): Message {
  const { asks } = text
  const { ending, asker, title } = model
  const isOpen = ending === null
  return cardMessage({
    summary: asks.summary({ recipe: title, asker }),
    body: [
      heading(asks.question(model)),
      smallPrint(asks.askedBy({ asker, at: dateAndTime(model.askedAt) })),
      ...(model.passedBy !== null ? [smallPrint(asks.passedBy({ by: model.passedBy }))] : []),
      ...(ending ? [paragraph(howItEnded(ending, model, text))] : changes(model, text)),
      about(model, text),
      ...(isOpen && model.app !== null ? [paragraph(asks.asYou({ app: model.app }))] : []),
      ...(isOpen ? [textInput(formInputId(COMMENT), { label: asks.comment(), maxLength: COMMENT_AT_MOST, isMultiline: true })] : []),
      smallPrint(text.ended.reference({ code: null, run: runName(model.runId) })),
    ],
    buttons: isOpen ? choices(model, text) : openButton(model, text),
  })
}

function changes({ changes, locale }: AskCardModel, { asks }: Catalogue): Element[] {
  if (changes.length === 0) return []
  const lines = changes
    .slice(0, FACTS_AT_MOST)
    .map(({ label, from, to }) => paragraph(asks.change({ label, from: shown(from, locale), to: shown(to, locale) })))
  return [paragraph(asks.changed()), ...lines, paragraph(asks.decideAgain())]
}

function about({ facts: known, changes: since, ending, deadlineAt, locale }: AskCardModel, { asks }: Catalogue): Element {
  return facts([
    ...factsNow(known, since)
      .slice(0, FACTS_AT_MOST)
      .map(({ label, value }) => [asks.fact({ label }), asks.value({ value: shown(value, locale) })] as const),
    ending === null ? [asks.decideBy(), dateAndTime(deadlineAt)] : null,
  ])
}

const shown = (value: string | number, locale: string): string =>
  typeof value === 'number' ? formatNumber(value, locale) : formatDay(value, locale)

function choices(model: AskCardModel, text: Catalogue): Button[] {
  const { id: addressee, options, nonce, version } = model
  const { asks } = text
  const answers = options.map((option, index) =>
    pressButton(asks.option({ option }), { press: 'answerAsk', addressee, option: index, version, nonce }),
  )
  const [first, ...others] = answers
  const email = textInput(formInputId(PASS_TO), {
    label: model.hasPicker ? asks.passToEmail() : asks.passTo(),
    ...{ maxLength: 200, isMultiline: false },
  })
  const pass = unfolding(asks.pass(), {
    body: model.hasPicker
      ? [peopleInput(formInputId(PASS_PERSON), { label: asks.passToPerson(), hint: asks.passToHint() }), email]
      : [email],
    buttons: [pressButton(asks.passOn(), { press: 'passAsk', addressee, nonce })],
  })
  return [...(first ? [primary(first)] : []), ...others, pass, ...openButton(model, text)]
}

function openButton({ url, app }: AskCardModel, { asks }: Catalogue): Button[] {
  return url !== null && app !== null ? [linkButton(asks.open({ app }), url)] : []
}

function inAppToo({ to, inApp }: Extract<AskEnding, { kind: 'passed' }>, app: string | null, asks: Catalogue['asks']): Markdown | null {
  if (app === null) return null
  if (inApp === 'moved') return asks.movedInApp({ app, to })
  return inApp === 'left' ? asks.leftInApp({ app, to }) : null
}

function howItEnded(ending: AskEnding, { app, deadlineAt }: AskCardModel, { asks }: Catalogue): Markdown {
  switch (ending.kind) {
    case 'answered': {
      const { option, by, account } = ending
      const at = dateAndTime(ending.at)
      const chose = by === null ? asks.youChose({ option, at }) : asks.chose({ by, option, at })
      return joinMarkdown([chose, account !== null && app !== null ? asks.recordedAs({ app, account }) : null], ' ')
    }
    case 'settled':
      return asks.settled({ ...ending, app: app ?? '', at: ending.at && dateAndTime(ending.at) })
    case 'passed':
      return joinMarkdown([asks.youPassed(ending), inAppToo(ending, app, asks)], ' ')
    case 'expired':
      return asks.expired({ until: dateAndTime(deadlineAt) })
    case 'withdrawn':
      return asks.withdrawn()
  }
}
