// The frame of every page, and how one is sent.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Response } from 'express'
import { pages, type PageWords } from '../text/pages.js'
import { html, type Html } from './html.js'

/** The one stylesheet; its address changes with its content, so that browsers may keep it. */
export const stylesheet = ['./styles.css', './site.css', './site-form.css']
  .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
  .join('\n')
export const stylesheetPath = `/assets/workbot-${createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)}.css`

/** For the browser's tab. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="2" y="5" width="20" height="15" rx="5" fill="#5b5fc7"/><g fill="#fff"><circle cx="9" cy="12.5" r="1.75"/><circle cx="15" cy="12.5" r="1.75"/></g><path d="M12 5V2.5" stroke="#5b5fc7" stroke-width="2" stroke-linecap="round"/></svg>'
export const iconPath = '/assets/icon.svg'

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

/** Sends a page. The security headers are set for every route in security-headers.ts. */
export function sendPage(response: Response, { status = 200, tone, title, body, goTo }: PageParts): void {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        ${goTo ? html`<meta http-equiv="refresh" content="0; url=${goTo.href}" />` : null}
        <title>${title} · ${pages.product()}</title>
        <link rel="icon" type="image/svg+xml" href="${iconPath}" />
        <link rel="stylesheet" href="${stylesheetPath}" />
      </head>
      <body>
        <main class="card tone-${tone}">
          <p class="brand">${logo}<span>${pages.product()}</span></p>
          <div class="mark" aria-hidden="true">${marks[tone]}</div>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `
  response.status(status).set('Cache-Control', 'no-store').type('html').send(page.source)
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
