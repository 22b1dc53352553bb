// The list of app configurations: the shared connection of each, how many people are connected, what uses it, and how it is.
import type { Response } from 'express'
import { listSharedConnections, type SharedConnection } from '../../../connections/shared-connection.js'
import { countConnections } from '../../../incidents/what-is-there.js'
import { listAppConfigurations } from '../../../settings/app-configurations.js'
import { siteAppHealth } from '../../../text/site-app-health.js'
import { siteApps as words } from '../../../text/site-apps.js'
import { siteConfigurations } from '../../../text/site-configurations.js'
import { linkButton } from '../../actions.js'
import { html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'
import { appName } from '../app-choices.js'
import { sendSitePage, tableOf } from '../frame.js'
import { notice } from '../notice.js'
import { appPath, APPS, NEW_APP, type SiteDeps, type Visit } from '../site-deps.js'
import { lookLately } from './lately.js'
import { usesOf } from './used-by.js'

interface Wanted {
  readonly response: Response
  readonly visit: Visit
  readonly said: keyof typeof words.saidOfAll | null
}

export async function sendAppsPage(deps: WebDeps, site: SiteDeps, { response, visit, said }: Wanted): Promise<void> {
  const { db } = deps
  const [configurations, shared, counts, uses, lately] = await Promise.all([
    listAppConfigurations(db),
    listSharedConnections(db, visit.session.caller.tenantId),
    countConnections(db, null),
    usesOf(deps, site),
    lookLately(deps),
  ])
  const rows = configurations.map(({ id, app, label }) => [
    html`<a href="${appPath(id)}">${appName(app)}</a><span class="second">${label} (${id})</span>`,
    html`${sharedInShort(shared.find((one) => one.configurationId === id))}`,
    html`${counts.find((one) => one.configurationId === id)?.personal ?? 0}`,
    html`${words.recipes({ count: uses.get(id)?.length ?? 0 })}`,
    html`${siteAppHealth.short(lately(id))}`,
  ])
  const { app, shared: connection, people, recipes, health } = words.columns
  const table = tableOf({ label: words.title(), head: [app, connection, people, recipes, health], rows })
  const add = linkButton({ href: NEW_APP, label: siteConfigurations.add(), quiet: true })
  sendSitePage(response, {
    title: words.title(),
    visit,
    place: APPS,
    body: html`${said && notice(words.saidOfAll[said](), 'good')} ${rows.length === 0 ? html`<p>${words.none()}</p>` : table}
    ${visit.roles.includes('admin') ? html`<p class="after">${add}</p>` : null}`,
  })
}

/** In a few words, for a cell. */
export function sharedInShort(shared: SharedConnection | undefined): string {
  const { state } = words.shared
  if (!shared) return state.none()
  const { accountName: account, orgName: org } = shared
  return shared.state === 'connected' ? state.connected({ account, org }) : state.needsSignIn({ account })
}
