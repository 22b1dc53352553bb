// The frame of a sign-in's pages, and of every problem.
import type { Response } from 'express'
import { pages, type PageWords } from '../text/pages.js'
import { sendDocument } from './document.js'
import { html, type Html } from './html.js'

/** How a page is meant: said by its mark and its words, not by colour alone. */
export type Tone = 'ask' | 'going' | 'good' | 'stopped' | 'problem'

export interface PageParts {
  readonly status?: number
  readonly tone: Tone
  readonly title: string
  readonly body: Html
  /** Where the browser goes on by itself. CSP's form-action stops a form's redirect to another origin, so a page does it. */
  readonly goTo?: URL
}

/** Sends a page of a sign-in: a card with a mark. */
export function sendPage(response: Response, { status = 200, tone, title, body: content, goTo }: PageParts): void {
  const body = html`<body>
    <main class="card tone-${tone}">
      <p class="brand">${logo}<span>${pages.product()}</span></p>
      <div class="mark" aria-hidden="true">${marks[tone]}</div>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>`
  const head = goTo ? html`<meta http-equiv="refresh" content="0; url=${goTo.href}" />` : null
  sendDocument(response, { status, title, body, head })
}

/** The words of a page, in order. `action`: a form or link for `again`; `code`: by which docs/errors.md explains it. */
export function wordsBody(
  { lead, rest }: PageWords,
  { action = null, code = null }: { action?: Html | null; code?: string | null } = {},
): Html {
  return html`<p class="lead">${lead}</p>
    ${rest === undefined ? null : html`<p>${rest}</p>`} ${action}
    ${code === null ? null : html`<p class="code">${pages.code({ code })}</p>`}`
}

/** Beside the product's name. */
export const logo = html`<svg class="logo" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
  <rect x="2" y="5" width="20" height="15" rx="5" fill="currentColor" />
  <circle cx="9" cy="12.5" r="1.75" fill="var(--card)" />
  <circle cx="15" cy="12.5" r="1.75" fill="var(--card)" />
  <path d="M12 5V2.5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
</svg>`
const draw = (path: string): Html =>
  html`<svg
    viewBox="0 0 24 24"
    width="28"
    height="28"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d="${path}" />
  </svg>`
const marks: Readonly<Record<Tone, Html>> = {
  ask: draw('M15 7a3 3 0 1 1-6 0a3 3 0 0 1 6 0ZM5.5 19.5a6.5 6.5 0 0 1 13 0'),
  going: draw('M5 12h14M13 6l6 6l-6 6'),
  good: draw('M5 12.5l4.5 4.5L19 7.5'),
  stopped: draw('M7 12h10'),
  problem: draw('M12 6v7.5M12 17.5v.01'),
}
