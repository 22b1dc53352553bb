// What a recipe asks, as its card shows it: the facts that people can read, and where the record is.
import type { AskedQuestion, Fact } from '../runs/asks.js'
import type { AskCall } from '../workflows/activity-types.js'
import { inWords } from '../workflows/words.js'

/** Of no use to a reader. */
const LEFT_OUT = /^id$|Id$|^url$|^lastModified$/
const FACTS_AT_MOST = 10
const VALUE_AT_MOST = 500

export function questionOf({ question, facts, options, settledBy }: AskCall): AskedQuestion {
  const { url } = facts
  return {
    ...{ question, options, settledBy },
    facts: Object.entries(facts).flatMap(toFact).slice(0, FACTS_AT_MOST),
    url: typeof url === 'string' && URL.canParse(url) && /^https?:/.test(url) ? url : null,
  }
}

/** `closeDate` is *Close date*. */
function toFact([key, value]: readonly [string, unknown]): Fact[] {
  if (LEFT_OUT.test(key) || !(typeof value === 'string' || typeof value === 'number') || value === '') return []
  const label = inWords(key)
  return [
    { label: label.charAt(0).toUpperCase() + label.slice(1), value: typeof value === 'string' ? value.slice(0, VALUE_AT_MOST) : value },
  ]
}
