// The receipt of a completed run: what was done, as whom, and where to find it.
import type { ResultFacts } from '../../apps/define-app.js'
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, facts, heading, linkButton, paragraph, smallPrint } from '../elements.js'
import { formatDay, formatMoney, formatNumber, timeOfDay } from '../format.js'
import { joinMarkdown, shorten, type Markdown } from '../markdown.js'
import type { Message } from '../message.js'
import { runName } from '../run-name.js'

/** As whom something was done in an app. */
export interface ReceiptIdentity {
  readonly mode: 'shared' | 'personal'
  readonly accountName: string
  readonly orgName: string
  readonly callerName: string
  /** The app's name: `Salesforce`. */
  readonly app: string
}

export interface ReceiptModel {
  /** `recipeTitle` */
  readonly title: string
  /** What the recipe said, in its order; the first is the headline. */
  readonly lines: readonly string[]
  readonly facts: readonly ResultFacts[]
  readonly identities: readonly ReceiptIdentity[]
  readonly at: Date
  readonly runId: string
  readonly locale: string
}

const LINES_AT_MOST = 40
const LINE_LENGTH = 300
const FACTS_AT_MOST = 20
const LINKS_AT_MOST = 5

/** A new message, so that it notifies. Its summary is the first line only where that holds no digit: amounts don't belong on a lock screen. */
export function receipt(model: ReceiptModel, text: Catalogue = english): Message {
  const { title, lines, at, runId, locale } = model
  const done = text.receipt.summary({ recipe: title })
  const said = lines.map((line) => text.receipt.line({ line: shorten(line, LINE_LENGTH) }))
  const [headline = done, ...others] = said
  const summary = /\p{Nd}/u.test(headline.plain) ? done : headline
  const left = others.length - LINES_AT_MOST
  const rows = model.facts.flatMap((result) => result.facts).slice(0, FACTS_AT_MOST)
  const asWhom = model.identities.map(({ mode, accountName, orgName, callerName, app }) => {
    const words = { app, account: accountName, org: orgName, at: timeOfDay(at) }
    return mode === 'personal' ? text.receipt.personal(words) : text.receipt.shared({ ...words, caller: callerName })
  })
  return cardMessage({
    summary,
    body: [
      heading(headline),
      ...others.slice(0, LINES_AT_MOST).map(paragraph),
      ...(left > 0 ? [paragraph(text.receipt.moreLines({ count: left }))] : []),
      ...(rows.length > 0
        ? [facts(rows.map((row) => [text.receipt.fact(row), text.receipt.value({ value: factValue(row, locale) })]))]
        : []),
      smallPrint(joinMarkdown([...asWhom, text.receipt.run({ run: runName(runId) })], ' · ')),
    ],
    buttons: links(model, text),
  })
}

type Fact = ResultFacts['facts'][number]

function factValue({ label, value, currency }: Fact, locale: string): string {
  if (typeof value === 'string') return label === 'closeDate' ? formatDay(value, locale) : shorten(value, LINE_LENGTH)
  return currency ? formatMoney(value, currency, locale) : formatNumber(value, locale)
}

function links({ facts: results, identities }: ReceiptModel, text: Catalogue) {
  const app = identities[0]?.app ?? ''
  const urls = results.map(({ url }) => url).filter((url) => url?.startsWith('https://') || url?.startsWith('http://'))
  const title = (index: number): Markdown =>
    urls.length === 1 ? text.receipt.open({ app }) : text.receipt.openNumbered({ app, number: index + 1 })
  return urls.slice(0, LINKS_AT_MOST).map((url, index) => linkButton(title(index), url ?? ''))
}
