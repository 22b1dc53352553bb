// A line above a page that says what a button came to.
import { html, type Html } from '../html.js'

export function notice(words: string, tone: 'good' | 'problem'): Html {
  return html`<p class="notice ${tone}" role="${tone === 'problem' ? 'alert' : 'status'}">${words}</p>`
}

/** What the address says that it came to, `?said=...`, as one of the page's own; null: nothing that we wrote. */
export function saidIn<Name extends string>(query: URLSearchParams, words: Readonly<Record<Name, () => string>>): Name | null {
  const said = query.get('said') ?? ''
  return Object.hasOwn(words, said) ? (said as Name) : null
}
