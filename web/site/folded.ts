// A button that says what it does before it does it: opened first, pressed then; also without a script.
import { html, type Html } from '../html.js'

export interface Folded {
  readonly title: string
  /** Where it posts to. */
  readonly action: string
  readonly hint?: string
  readonly fields?: Html
  readonly button: string
}

export function folded({ title, action, hint, fields, button }: Folded): Html {
  return html`<details>
    <summary>${title}</summary>
    <form method="post" action="${action}">
      ${hint === undefined ? null : html`<p>${hint}</p>`} ${fields ?? null}
      <button class="button" type="submit">${button}</button>
    </form>
  </details>`
}
