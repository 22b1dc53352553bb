// The receipt of a completed run: what was done, as whom, and where to find it.
import type { ResultFacts } from '../../apps/define-app.js'
import type { AppErrorKind } from '../../apps/errors.js'
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, facts, heading, linkButton, paragraph, smallPrint, type Button, type Element } from '../elements.js'
import { formatDay, formatMoney, formatNumber, timeOfDay } from '../format.js'
import { joinMarkdown, linked, shorten, type Markdown } from '../markdown.js'
import { fits, type Message } from '../message.js'
import { runName } from '../run-name.js'
import { rowsTable, type Row } from './rows-table.js'

/** As whom something was done in an app. */
export interface ReceiptIdentity {
  readonly mode: 'shared' | 'personal'
  readonly accountName: string
  readonly orgName: string
  readonly callerName: string
  /** The app's name: `Salesforce`. */
  readonly app: string
}

/** What a write gave. */
export interface DoneWrite extends Omit<ResultFacts, 'name'> {
  /** The app's name. */
  readonly app: string
  /** In words: `create task`. */
  readonly action: string
  /** Of the record, the folder; null where it has none. */
  readonly name: string | null
}

/** What a recipe said. */
export interface SaidLine {
  readonly line: string
  /** Where it leads. */
  readonly url: string | null
}

export interface UnsureWrite {
  /** The app's name: `Salesforce`. */
  readonly app: string
  /** In words: `create task`. */
  readonly action: string
}

export interface ReceiptModel {
  /** `recipeTitle` */
  readonly title: string
  /** What the recipe said, in its order; the first is the headline. */
  readonly lines: readonly SaidLine[]
  /** Rows of a table that the recipe gave, in its order. */
  readonly rows?: readonly Row[]
  /** Items of a list that couldn't be done, in its order. */
  readonly failed?: readonly { readonly name: string; readonly kind: AppErrorKind; readonly detail: string }[]
  /** The oldest first; of one record that was written several times the last says how it is. */
  readonly facts: readonly DoneWrite[]
  readonly identities: readonly ReceiptIdentity[]
  /** Writes whose answers were lost, and of which its caller chose not to know more. */
  readonly unsure?: readonly UnsureWrite[]
  readonly at: Date
  readonly runId: string
  readonly locale: string
}

interface Limits {
  readonly lines: number
  readonly rows: number
  readonly length: number
}
/** Tried in this order until the message fits. */
const LIMITS: readonly Limits[] = [
  { lines: 40, rows: 25, length: 300 },
  { lines: 15, rows: 12, length: 300 },
  { lines: 5, rows: 5, length: 150 },
]
const FACTS_AT_MOST = 12
const LINKS_AT_MOST = 5
const LINK_NAME_LENGTH = 30
const UNSURE_AT_MOST = 5

/** A new message, so that it notifies. */
export function receipt(model: ReceiptModel, text: Catalogue = english): Message {
  const tried = LIMITS.map((limits) => () => withLimits(model, limits, text))
  for (const attempt of tried) {
    const message = attempt()
    if (fits(message)) return message
  }
  return withLimits(model, { lines: 0, rows: 0, length: 80 }, text)
}

function withLimits(model: ReceiptModel, limits: Limits, text: Catalogue): Message {
  const { title: recipe, lines, rows = [], failed = [], at, runId, locale } = model
  const done = text.receipt.summary({ recipe })
  const said = lines.map(({ line }) => text.receipt.line({ line: shorten(line, limits.length) }))
  const [headline = done] = said
  const [title = done, ...rest] = said.map((line, index) => linked(line, lines[index]?.url ?? null))
  const others = [...rest, ...failed.map((item) => text.receipt.notDone({ ...item, detail: shorten(item.detail, limits.length) }))]
  const left = others.length - limits.lines
  const asWhom = model.identities.map(({ mode, accountName, orgName, callerName, app }) => {
    const words = { app, account: accountName, org: orgName, at: timeOfDay(at) }
    return mode === 'personal' ? text.receipt.personal(words) : text.receipt.shared({ ...words, caller: callerName })
  })
  return cardMessage({
    // Amounts don't belong on a lock screen, so a headline with a digit stays off it.
    summary: /\p{Nd}/u.test(headline.plain) ? done : headline,
    body: [
      heading(title),
      ...others.slice(0, limits.lines).map(paragraph),
      ...(left > 0 ? [paragraph(text.receipt.moreLines({ count: left }))] : []),
      ...rowsTable({ rows, rowsAtMost: limits.rows, locale }, text),
      ...factSet(model, limits, text),
      ...unsureWrites(model, text),
      smallPrint(joinMarkdown([...asWhom, text.receipt.run({ run: runName(runId) })], ' · ')),
    ],
    buttons: links(model, text),
  })
}

function unsureWrites({ unsure = [] }: ReceiptModel, { decision }: Catalogue): Element[] {
  return unsure
    .slice(0, UNSURE_AT_MOST)
    .map(({ app, action }) => paragraph(decision.unsure({ app, what: decision.what({ action, subject: null }) })))
}

/** A fact a line; where several records have some, a record a line, since *Amount* alone says of none whose it is. */
function factSet({ facts: results, locale }: ReceiptModel, { length }: Limits, text: Catalogue): Element[] {
  const described = lastOfEach(results).filter((one) => one.facts.length > 0)
  const value = (fact: Fact): string => shorten(factValue(fact, locale), length)
  const [only, ...others] = described
  if (!only) return []
  const shown =
    others.length === 0
      ? only.facts.map((fact) => [text.receipt.fact(fact), text.receipt.value({ value: value(fact) })] as const)
      : described.map(
          (one) =>
            [
              text.receipt.record({ name: whose(one) }),
              joinMarkdown(
                one.facts.map((fact) => text.receipt.value({ value: value(fact) })),
                ' · ',
              ),
            ] as const,
        )
  return [facts(shown.slice(0, FACTS_AT_MOST))]
}

/** Its name; its app's where the facts say the name already. */
function whose({ app, name, facts: ofIt }: DoneWrite): string {
  return name === null || ofIt.some(({ value }) => value === name) ? app : shorten(name, LINK_NAME_LENGTH)
}

type Fact = ResultFacts['facts'][number]

function factValue({ label, value, currency }: Fact, locale: string): string {
  if (typeof value === 'string') return label === 'closeDate' ? formatDay(value, locale) : value
  return currency ? formatMoney(value, currency, locale) : formatNumber(value, locale)
}

/** Every app's first, then every app's second: one that made much hides no other. */
function links({ facts: results }: ReceiptModel, text: Catalogue): Button[] {
  const found = lastOfEach(results).flatMap(({ app, action, name, url }) =>
    url !== undefined && /^https?:\/\//.test(url) ? [{ app, action, name, url }] : [],
  )
  const nth = (at: number): number => found.slice(0, at).filter(({ app }) => app === found[at]?.app).length
  return found
    .map((link, at) => ({ ...link, turn: nth(at), isOnly: found.filter(({ app }) => app === link.app).length === 1 }))
    .sort((one, other) => one.turn - other.turn)
    .slice(0, LINKS_AT_MOST)
    .map(({ url, ...link }) => linkButton(linkWords(link, text), url))
}

function linkWords(
  { app, action, name, isOnly }: { app: string; action: string; name: string | null; isOnly: boolean },
  { receipt }: Catalogue,
): Markdown {
  if (isOnly) return receipt.open({ app })
  return name === null ? receipt.openOf({ app, action }) : receipt.openNamed({ app, name: shorten(name, LINK_NAME_LENGTH) })
}

function lastOfEach(results: readonly DoneWrite[]): DoneWrite[] {
  const recordOf = ({ record, url }: DoneWrite) => record ?? url
  return results.filter((one, at) => one.url === undefined || !results.slice(at + 1).some((later) => recordOf(later) === recordOf(one)))
}
