// The document around every page's body: its head, and that nobody stores it.
import type { Response } from 'express'
import { pages } from '../text/pages.js'
import { html, type Html } from './html.js'
import { iconPath, stylesheetPath } from './assets.js'

export interface Document {
  readonly status: number
  readonly title: string
  /** The whole `<body>`. */
  readonly body: Html
  /** What only some pages have in their head. */
  readonly head?: Html | null
}

/** The security headers are set for every route in security-headers.ts. */
export function sendDocument(response: Response, { status, title, body, head = null }: Document): void {
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
      </head>
      ${body}
    </html> `
  response.status(status).set('Cache-Control', 'no-store').type('html').send(page.source)
}
