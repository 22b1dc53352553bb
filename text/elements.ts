// The few card elements we use, as plain Adaptive Card 1.5 JSON; what they show is Markdown, so data in it is escaped.
import type {
  IActionSet,
  IChoiceSetInput,
  IContainer,
  IDateInput,
  IExecuteAction,
  IFactSet,
  IOpenUrlAction,
  IShowCardAction,
  ISubmitAction,
  ITable,
  ITextBlock,
  ITextInput,
} from '@microsoft/teams.cards'
import type { Markdown } from './markdown.js'
import type { CardJson, Message } from './message.js'
import type { Press } from './press.js'

/** An element of a card's body. */
export type Element = ITextBlock | IFactSet | IContainer | IActionSet | ITable | ITextInput | IChoiceSetInput | IDateInput
/** Shares of a table's width, in letters. */
const NARROWEST = 9
const WIDEST = 18
const BOLD_EXTRA = 2

/** A button. */
export type Button = IOpenUrlAction | IExecuteAction | IShowCardAction

export function heading(text: Markdown): Element {
  return { type: 'TextBlock', text: text.source, wrap: true, weight: 'Bolder', size: 'Medium', style: 'heading' }
}

/** Of a second part of the same card. */
export function subheading(text: Markdown): Element {
  return { ...heading(text), spacing: 'Large' }
}

/** Belongs to the line above it. */
export function lineBelow(text: Markdown): Element {
  return { ...paragraph(text), spacing: 'Small' }
}

export function paragraph(text: Markdown): Element {
  return { type: 'TextBlock', text: text.source, wrap: true }
}

/** Small print: what one may want to know, and needn't. */
export function smallPrint(text: Markdown): Element {
  return { type: 'TextBlock', text: text.source, wrap: true, isSubtle: true, size: 'Small' }
}

/** What is wrong with a field, in words; the colour only repeats it. */
export function problem(text: Markdown): Element {
  return { type: 'TextBlock', text: text.source, wrap: true, color: 'Attention', spacing: 'Small' }
}

export function facts(rows: readonly (readonly [label: Markdown, value: Markdown] | null)[]): Element {
  const shown = rows.filter((row) => row !== null)
  return { type: 'FactSet', facts: shown.map(([label, value]) => ({ title: label.source, value: value.source })) }
}

/** Rows under a header, each column as wide as its longest word asks for, so that no word is broken where there is room. A column that has a number in its first row stands to the right. */
export function table(
  header: readonly Markdown[],
  rows: readonly (readonly { readonly text: Markdown; readonly isNumber: boolean }[])[],
): Element {
  const words = rows.map((row) => row.map(({ text }) => text))
  const look = (column: number): Partial<ITextBlock> => (rows[0]?.[column]?.isNumber ? { horizontalAlignment: 'Right' } : {})
  const width = (column: number) => {
    const inHeader = longestWord(header[column]) + BOLD_EXTRA
    return Math.min(Math.max(NARROWEST, inHeader, ...words.map((row) => longestWord(row[column]))), WIDEST)
  }
  const cell = (text: Markdown, style: Partial<ITextBlock>) => ({
    type: 'TableCell' as const,
    items: [{ type: 'TextBlock' as const, text: text.source, wrap: true, ...style }],
  })
  return {
    type: 'Table',
    columns: header.map((_, column) => ({ width: width(column) })),
    firstRowAsHeaders: true,
    showGridLines: false,
    rows: [
      { type: 'TableRow', cells: header.map((text, column) => cell(text, { weight: 'Bolder', ...look(column) })) },
      ...rows.map((row) => ({
        type: 'TableRow' as const,
        cells: row.map(({ text }, column) => cell(text, look(column))),
      })),
    ],
  }
}

const longestWord = (text: Markdown | undefined) => Math.max(0, ...(text?.plain.split(/\s+/).map((word) => word.length) ?? []))

/** A part of a card set off by a line. */
export function section(items: readonly Element[]): Element {
  return { type: 'Container', separator: true, spacing: 'Medium', items: [...items] }
}

export function buttonRow(buttons: readonly Button[]): Element {
  return { type: 'ActionSet', actions: [...buttons] }
}

/** Opens the browser. */
export function linkButton(title: Markdown, url: string): Button {
  return { type: 'Action.OpenUrl', title: title.plain, url }
}

/** The one button of a card that goes on. */
export function primary(button: Button): Button {
  return { ...button, style: 'positive' }
}

/** Tells the bot; clients without Action.Execute send the same data as a message. */
export function pressButton(title: Markdown, data: Press): Button {
  const fallback: ISubmitAction = { type: 'Action.Submit', title: title.plain, data: { ...data } }
  return { type: 'Action.Execute', title: title.plain, verb: data.press, data: { ...data }, fallback }
}

/** A field for a line of text, or for some. */
export function textInput(
  id: string,
  { label, maxLength, isMultiline }: { label: Markdown; maxLength: number; isMultiline: boolean },
): Element {
  return { type: 'Input.Text', id, label: label.plain, maxLength, isMultiline }
}

/** A field to choose one of several in; `value` is what a press brings. */
export function choiceInput(
  id: string,
  { label, choices, hint }: { label: Markdown; choices: readonly { readonly title: Markdown; readonly value: string }[]; hint: Markdown },
): Element {
  const titled = choices.map(({ title, value }) => ({ title: title.plain, value }))
  return { type: 'Input.ChoiceSet', id, label: label.plain, style: 'compact', placeholder: hint.plain, choices: titled }
}

/**
 * A field in which Teams finds the organisation's people by itself; a press brings the object id. Phones have no such field.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
 */
export function peopleInput(id: string, { label, hint }: { label: Markdown; hint: Markdown }): Element {
  return {
    ...{ type: 'Input.ChoiceSet', id, label: label.plain, style: 'compact', placeholder: hint.plain, choices: [] },
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
  }
}

/** Unfolds more of the card below its buttons. */
export function unfolding(title: Markdown, { body, buttons }: { body: readonly Element[]; buttons: readonly Button[] }): Button {
  return { type: 'Action.ShowCard', title: title.plain, card: { type: 'AdaptiveCard', body: [...body], actions: [...buttons] } }
}

/** A message that is a card. */
export function cardMessage({
  summary,
  body,
  buttons = [],
}: {
  summary: Markdown
  body: readonly Element[]
  buttons?: readonly Button[]
}): Message {
  const card: CardJson = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    ...(buttons.length > 0 && { actions: buttons }),
  }
  return { summary: summary.plain, card }
}

/** A message that is one sentence or two. */
export function textMessage(text: Markdown): Message {
  return { summary: text.plain, text: text.source }
}
