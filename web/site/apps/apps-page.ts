// The list of app configurations: the shared connection of each, how many people are connected, and what uses it.
import type { Response } from 'express'
import { listSharedConnections, type SharedConnection } from '../../../connections/shared-connection.js'
import { countConnections } from '../../../incidents/what-is-there.js'
import { listAppConfigurations } from '../../../settings/app-configurations.js'
import { siteApps as words } from '../../../text/site-apps.js'
import { html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'
import { appName } from '../app-choices.js'
import { sendSitePage, tableOf } from '../frame.js'
import { appPath, APPS, type SiteDeps, type Visit } from '../site-deps.js'
import { usesOf } from './used-by.js'

export async function sendAppsPage(deps: WebDeps, site: SiteDeps, response: Response, visit: Visit): Promise<void> {
  const { db } = deps
  const [configurations, shared, counts, uses] = await Promise.all([
    listAppConfigurations(db),
    listSharedConnections(db, visit.session.caller.tenantId),
    countConnections(db, null),
    usesOf(deps, site),
  ])
  const rows = configurations.map(({ id, app, label }) => [
    html`<a href="${appPath(id)}">${appName(app)}</a><span class="second">${label} (${id})</span>`,
    html`${sharedInShort(shared.find((one) => one.configurationId === id))}`,
    html`${counts.find((one) => one.configurationId === id)?.personal ?? 0}`,
    html`${words.recipes({ count: uses.get(id)?.length ?? 0 })}`,
  ])
  const { app, shared: connection, people, recipes } = words.columns
  const table = tableOf({ label: words.title(), head: [app, connection, people, recipes], rows })
  sendSitePage(response, { title: words.title(), visit, place: APPS, body: rows.length === 0 ? html`<p>${words.none()}</p>` : table })
}

/** In a few words, for a cell. */
export function sharedInShort(shared: SharedConnection | undefined): string {
  const { state } = words.shared
  if (!shared) return state.none()
  const { accountName: account, orgName: org } = shared
  return shared.state === 'connected' ? state.connected({ account, org }) : state.needsSignIn({ account })
}
