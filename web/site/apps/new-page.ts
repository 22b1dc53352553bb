// Where an admin makes an app configuration: first of which app, then what the app gave for it.
import type { Response } from 'express'
import { apps } from '../../../apps/index.js'
import { siteConfigurations as words } from '../../../text/site-configurations.js'
import { siteApps } from '../../../text/site-apps.js'
import { html } from '../../html.js'
import type { ConnectableApp } from '../../../connections/oauth-client.js'
import { appName } from '../app-choices.js'
import { sendSitePage } from '../frame.js'
import { notice } from '../notice.js'
import { APPS, NEW_APP, type Visit } from '../site-deps.js'
import { configurationForm, nothingTyped } from './configuration-form.js'
import type { ReadConfiguration } from './read-configuration.js'

export function sendChoosePage(response: Response, visit: Visit): void {
  const { title, lead } = words.choose
  const links = Object.keys(apps).map((id) => html`<li><a href="${NEW_APP}?app=${id}">${appName(id)}</a></li>`)
  sendSitePage(response, {
    title: title(),
    visit,
    place: APPS,
    body: html`<p class="soft"><a href="${APPS}">${siteApps.back()}</a></p>
      <p>${lead()}</p>
      <ul>
        ${links}
      </ul>`,
  })
}

/** @param wrong what was typed and isn't right */
export function sendNewPage(
  response: Response,
  { visit, app, wrong }: { visit: Visit; app: ConnectableApp; wrong?: Extract<ReadConfiguration, { kind: 'wrong' }> },
): void {
  const { title, lead } = words.make
  sendSitePage(response, {
    ...(wrong && { status: 422 }),
    title: title({ app: app.name }),
    visit,
    place: APPS,
    body: html`<p class="soft"><a href="${APPS}">${siteApps.back()}</a></p>
      ${wrong ? notice(words.wrong.notice(), 'problem') : null}
      <p>${lead({ app: app.name })}</p>
      ${configurationForm({
        ...{ action: APPS, appId: app.id, scopes: app.oauth.scopes, version: null },
        ...{ typed: wrong?.typed ?? nothingTyped, problems: wrong?.problems ?? {} },
      })}`,
  })
}
