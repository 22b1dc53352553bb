// A line above a page that says what a button came to.
import { html, type Html } from '../html.js'

export function notice(words: string, tone: 'good' | 'problem'): Html {
  return html`<p class="notice ${tone}" role="${tone === 'problem' ? 'alert' : 'status'}">${words}</p>`
}
