// The document around every page's body: its head, and that nobody stores it.
import type { Response } from 'express'
import { pages } from '../text/pages.js'
import { html, type Html } from './html.js'
import { iconPath, scriptPath, stylesheetPath } from './assets.js'
import { allowScript } from './security-headers.js'

export interface Document {
  readonly status: number
  readonly title: string
  /** The whole `<body>`. */
  readonly body: Html
  /** What only some pages have in their head. */
  readonly head?: Html | null
  /** Has the one script, which brings it up to date; it can be used without. */
  readonly withScript?: boolean
}

/** The security headers are set for every route in security-headers.ts. */
export function sendDocument(response: Response, { status, title, body, head = null, withScript = false }: Document): void {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        ${head}
        <title>${title} · ${pages.product()}</title>
        <link rel="icon" type="image/svg+xml" href="${iconPath}" />
        <link rel="stylesheet" href="${stylesheetPath}" />
        ${withScript ? html`<script src="${scriptPath}" defer></script>` : null}
      </head>
      ${body}
    </html> `
  if (withScript) allowScript(response)
  response.status(status).set('Cache-Control', 'no-store').type('html').send(page.source)
}
