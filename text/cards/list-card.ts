// A list that its reader decides in place: a line each with its buttons, or with what came of it.
import type { LineEnd } from '../../runs/lists.js'
import { english, type Catalogue } from '../catalogue.js'
import {
  buttonRow,
  cardMessage,
  heading,
  lineBelow,
  paragraph,
  pressButton,
  section,
  smallPrint,
  textInput,
  type Button,
  type Element,
} from '../elements.js'
import { dateAndTime, formatDay, formatNumber } from '../format.js'
import { joinMarkdown, linked, type Markdown } from '../markdown.js'
import { fits, type Message } from '../message.js'
import { formInputId } from '../press.js'
import { runName } from '../run-name.js'

/** The field of the card, by `formInputId`. */
export const COMMENT = 'comment'
const COMMENT_AT_MOST = 1_000

export interface ListCardLine {
  readonly number: number
  readonly name: string
  readonly about: readonly string[]
  readonly url: string | null
  /** The app's name, where what is decided is recorded. */
  readonly app: string | null
  /** What was pressed; null: nothing yet. */
  readonly option: string | null
  /** When it was done. */
  readonly at: Date | null
  /** Null while it is under way. */
  readonly end: LineEnd | null
}

export interface ListCardModel {
  readonly runId: string
  /** `recipeTitle` */
  readonly recipe: string
  /** What is typed for a new list. */
  readonly command: string
  readonly title: string
  /** May be empty. */
  readonly note: string
  readonly options: readonly string[]
  readonly lines: readonly ListCardLine[]
  /** So many more there are. */
  readonly left: number
  /** Nothing can be decided here any more. */
  readonly isOver: boolean
  readonly locale: string
}

/** A new message, edited in place at each decision. Of lines that don't fit, the last are said to be there. */
export function listCard(model: ListCardModel, text: Catalogue = english): Message {
  for (let count = model.lines.length; count > 1; count -= 1) {
    const message = withLines(model, count, text)
    if (fits(message)) return message
  }
  return withLines(model, 1, text)
}

function withLines(model: ListCardModel, count: number, text: Catalogue): Message {
  const { title, note, lines, left, isOver, command, locale, runId } = model
  const { list, ended } = text
  const more = left + lines.length - count
  const isOpen = lines.some(({ option }) => option === null)
  const words = list.title({ title })
  return cardMessage({
    summary: words,
    body: [
      heading(words),
      ...lines.slice(0, count).map((line) => lineOf(line, model, text)),
      ...(more > 0 && !isOver ? [paragraph(list.more({ count: more, shown: formatNumber(more, locale), command }))] : []),
      ...(isOver && (isOpen || more > 0) ? [paragraph(list.over({ command }))] : []),
      ...(isOpen && !isOver
        ? [textInput(formInputId(COMMENT), { label: list.comment(), maxLength: COMMENT_AT_MOST, isMultiline: false })]
        : []),
      ...(note === '' ? [] : [paragraph(list.note({ note }))]),
      smallPrint(ended.reference({ code: null, run: runName(runId) })),
    ],
  })
}

function lineOf(line: ListCardLine, { runId: run, options, isOver, locale }: ListCardModel, text: Catalogue): Element {
  const { number, name, about, url, option } = line
  const parts = about.map((part) => text.list.about({ about: formatDay(part, locale) }))
  const press = (label: string, at: number): Button =>
    pressButton(text.list.choose({ option: label, line: name }), { press: 'decideLine', run, line: number, option: at })
  return section([
    paragraph(linked(text.list.line({ line: name }), url)),
    ...(parts.length > 0 ? [lineBelow(joinMarkdown(parts, ' · '))] : []),
    ...(option === null ? [] : [lineBelow(outcomeOf(line, option, text))]),
    ...(option === null && !isOver ? [buttonRow(options.map(press))] : []),
  ])
}

function outcomeOf({ end, at, app }: ListCardLine, option: string, { list, asks }: Catalogue): Markdown {
  if (end === null || at === null) return list.working({ option })
  if (end.kind === 'refused') return list.refused({ option, detail: end.detail })
  const { account } = end
  const recorded = account !== null && app !== null ? asks.recordedAs({ app, account }) : null
  return joinMarkdown([list.chose({ option, at: dateAndTime(at) }), recorded], ' ')
}
