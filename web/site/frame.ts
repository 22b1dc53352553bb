// The frame of the operators' pages: wider than a sign-in's, with who is signed in.
import type { Response } from 'express'
import { pages } from '../../text/pages.js'
import { site } from '../../text/site.js'
import { sendDocument } from '../document.js'
import { html, type Html } from '../html.js'
import { logo } from '../page.js'
import { placesFor } from './places.js'
import { HOME, SIGN_OUT, type Visit } from './site-deps.js'

export interface SitePage {
  readonly status?: number
  readonly title: string
  readonly visit: Visit
  /** Which of the places in the navigation it belongs to. */
  readonly place: string
  readonly body: Html
  /** It brings itself up to date. */
  readonly isLive?: boolean
}

export function sendSitePage(response: Response, { status = 200, title, visit, place, body, isLive = false }: SitePage): void {
  const { session, roles } = visit
  const content = html`<body class="site">
    <a class="skip" href="#content">${site.frame.skip()}</a>
    <header class="bar">
      <a class="brand" href="${HOME}">${logo}<span>${pages.product()}</span></a>
      <nav aria-label="${site.frame.nav()}">
        ${placesFor(roles).map(
          (each) => html`<a href="${each.href}" ${each.href === place ? html`aria-current="page"` : null}>${each.title}</a>`,
        )}
      </nav>
      <form method="post" action="${SIGN_OUT}">
        <span>${site.frame.signedInAs({ email: session.email || session.name, roles })}</span>
        <button class="plain" type="submit">${site.frame.signOut()}</button>
      </form>
    </header>
    <main id="content">
      <h1>${title}</h1>
      ${body}
    </main>
  </body>`
  sendDocument(response, { status, title, body: content, withScript: isLive })
}

/** A table that scrolls by itself where the window is narrow. @param head titles of the columns; `rows` have a cell for each */
export function tableOf({ label, head, rows }: { label: string; head: readonly string[]; rows: readonly (readonly Html[])[] }): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, column) => html`<td data-label="${head[column] ?? ''}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
