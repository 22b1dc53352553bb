// The card that asks which of several records somebody means, and shows what they chose.
import type { RecordMatch } from '../../apps/record-ref.js'
import { english, type Catalogue } from '../catalogue.js'
import {
  buttonRow,
  cardMessage,
  choiceInput,
  heading,
  lineBelow,
  paragraph,
  pressButton,
  section,
  smallPrint,
  type Button,
  type Element,
} from '../elements.js'
import { dateAndTime, formatDay, formatNumber } from '../format.js'
import { joinMarkdown, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { formInputId } from '../press.js'
import { runName } from '../run-name.js'

export interface ChoiceCardModel {
  /** Of the choice: what a press names. */
  readonly id: string
  readonly state: 'waiting' | 'chosen' | 'none' | 'expired' | 'cancelled'
  /** `recipeTitle` */
  readonly title: string
  /** The parameter's. */
  readonly label: string
  readonly typed: string
  readonly matches: readonly RecordMatch[]
  readonly isMore: boolean
  /** The name of the one that was chosen. */
  readonly chosen: string | null
  readonly deadlineAt: Date
  readonly locale: string
  readonly runId: string
}

/** The field of the list, by `formInputId`. */
export const CHOICE = 'choice'
/** More are a list to choose from. */
const BUTTONS_AT_MOST = 5

/** A new message while it waits, edited in place when it ends. */
export function choiceCard(model: ChoiceCardModel, text: Catalogue = english): Message {
  const { state, title: recipe, label, runId, matches } = model
  const { choice } = text
  const isOpen = state === 'waiting'
  const isList = matches.length > BUTTONS_AT_MOST
  const reference = smallPrint(text.ended.reference({ code: null, run: runName(runId) }))
  const ended = isOpen ? [] : [paragraph(howItEnded(model, text))]
  const offered = isOpen ? [paragraph(found(model, text)), ...(isList ? [list(model, text)] : rows(model, text))] : []
  const until = isOpen ? [smallPrint(choice.waitsUntil({ until: dateAndTime(model.deadlineAt) }))] : []
  return cardMessage({
    summary: choice.summary({ recipe, label }),
    body: [heading(choice.title({ label })), ...ended, ...offered, ...until, reference],
    buttons: isOpen ? buttons(model, isList, text) : [],
  })
}

function found({ title: recipe, typed, matches, isMore, locale }: ChoiceCardModel, { choice }: Catalogue): Markdown {
  const count = matches.length
  const words = { recipe, typed, count, shown: formatNumber(count, locale) }
  return isMore ? choice.more(words) : choice.several(words)
}

function rows(model: ChoiceCardModel, text: Catalogue): Element[] {
  const { id: question, matches, locale } = model
  return matches.map((match, choice) =>
    section([
      paragraph(text.choice.match({ match: match.name })),
      lineBelow(aboutOf(match, locale, text.choice.about)),
      buttonRow([pressButton(text.choice.choose({ match: match.name }), { press: 'chooseRecord', question, choice })]),
    ]),
  )
}

function list({ matches, locale, label }: ChoiceCardModel, text: Catalogue): Element {
  const choices = matches.map((match, place) => ({
    title: text.choice.listed({ match: match.name, about: aboutOf(match, locale, text.choice.listedAbout) }),
    value: String(place),
  }))
  return choiceInput(formInputId(CHOICE), { label: text.form.label({ label, optional: false }), choices, hint: text.form.chooseHint() })
}

function buttons({ id: question }: ChoiceCardModel, isList: boolean, { choice }: Catalogue): Button[] {
  const none = pressButton(choice.none(), { press: 'chooseRecord', question, choice: 'none' })
  return isList ? [pressButton(choice.goOn(), { press: 'chooseRecord', question, choice: 'listed' }), none] : [none]
}

/** Where nothing tells it from the others, its id does. */
function aboutOf({ id, about }: RecordMatch, locale: string, words: Catalogue['choice']['about']): Markdown {
  const parts = about.length > 0 ? about : [id]
  return joinMarkdown(
    parts.map((part) => words({ about: formatDay(part, locale) })),
    ' · ',
  )
}

function howItEnded({ state, chosen }: ChoiceCardModel, { choice }: Catalogue): Markdown {
  if (state === 'expired') return choice.expired()
  if (state === 'cancelled') return choice.cancelled()
  return chosen === null ? choice.choseNone() : choice.chose({ match: chosen })
}
