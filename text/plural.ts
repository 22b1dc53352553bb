// Chooses the form of a sentence that goes with a count.
import type { Markdown } from './markdown.js'

const rules = new Intl.PluralRules('en')

/** English knows two forms; another language's catalogue brings its own rules. */
export function plural(count: number, forms: { readonly one: Markdown; readonly other: Markdown }): Markdown {
  return rules.select(count) === 'one' ? forms.one : forms.other
}
