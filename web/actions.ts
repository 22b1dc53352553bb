// The forms and links that lead on from a page.
import { html, type Html } from './html.js'

/** Posts to a link's own page: starts the trip. `account: 'other'` has Microsoft ask which account. */
export function startForm({ token, label, account = 'any' }: { token: string; label: string; account?: 'any' | 'other' }): Html {
  return html`<form method="post" action="/connect/${token}">
    <input type="hidden" name="account" value="${account}" />
    <button class="button" type="submit">${label}</button>
  </form>`
}

/** A link that looks like the button it stands for. */
export function linkButton({ href, label, quiet = false }: { href: string; label: string; quiet?: boolean }): Html {
  return html`<a class="button${quiet ? ' quiet' : ''}" href="${href}">${label}</a>`
}
