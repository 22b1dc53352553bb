// The question before a disconnect: which account, and what it affects.
import { english, type Catalogue } from '../catalogue.js'
import { cardMessage, heading, paragraph, pressButton, smallPrint } from '../elements.js'
import { formatNumber } from '../format.js'
import type { Message } from '../message.js'

export interface DisconnectQuestion {
  readonly connectionId: string
  readonly app: string
  readonly account: { readonly name: string; readonly orgName: string }
  /** Titles of the recipes, open to this person, that act as them in this app. */
  readonly recipes: readonly string[]
  /** How many of their open runs act through it. */
  readonly runs: number
  readonly nonce: string
  /** The Teams activity of the list that it was asked from, to be brought up to date. */
  readonly list: string | null
  readonly locale: string
}

const RECIPES_AT_MOST = 8

export function disconnectQuestion(
  { connectionId, app, account, recipes, runs, nonce, list, locale }: DisconnectQuestion,
  text: Catalogue = english,
): Message {
  const words = text.connections
  const title = words.ask({ app })
  const named = recipes.slice(0, RECIPES_AT_MOST).map((recipe) => words.recipe({ recipe }))
  const left = recipes.length - named.length
  const asking = left > 0 ? [...named, words.moreRecipes({ count: formatNumber(left, locale) })] : named
  const press = { connection: connectionId, nonce, ...(list !== null && { list }) }
  return cardMessage({
    summary: title,
    body: [
      heading(title),
      paragraph(words.askAccount({ app, account: account.name, org: account.orgName })),
      ...(asking.length > 0 ? [paragraph(words.willAskAgain({ recipes: asking }))] : []),
      ...(runs > 0 ? [paragraph(words.willPause({ count: runs, shown: formatNumber(runs, locale) }))] : []),
      smallPrint(words.recordsStay()),
    ],
    buttons: [
      { ...pressButton(words.disconnect({ app }), { press: 'disconnect', ...press }), style: 'destructive' },
      pressButton(words.keep(), { press: 'keepConnection', ...press }),
    ],
  })
}

/** What the question becomes after *Keep it*. */
export function connectionKept({ app, accountName }: { app: string; accountName: string }, text: Catalogue = english): Message {
  const title = text.connections.kept({ app })
  return cardMessage({ summary: title, body: [heading(title), paragraph(text.connections.keptMore({ account: accountName }))] })
}
