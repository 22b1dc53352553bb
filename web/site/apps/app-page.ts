// One app configuration: its shared connection with what connects and ends it, how it is, what uses it, and what the app must know of us.
import type { Response } from 'express'
import { listSharedConnections, type SharedConnection } from '../../../connections/shared-connection.js'
import { prefixOf, type AppId } from '../../../app-names.js'
import { findAppConfiguration, type AppConfiguration } from '../../../settings/app-configurations.js'
import { formerTriedUntil } from '../../../settings/former-clients.js'
import { minute } from '../../../settings/tables.js'
import { siteApps as words } from '../../../text/site-apps.js'
import { siteConfigurations } from '../../../text/site-configurations.js'
import { html, type Html } from '../../html.js'
import { redirectUriOf } from '../../trips.js'
import type { WebDeps } from '../../web-deps.js'
import { appName } from '../app-choices.js'
import { sendSitePage } from '../frame.js'
import { notice } from '../notice.js'
import { appPath, APPS, editPath, type SiteDeps, type Visit } from '../site-deps.js'
import { healthPart, lookLately } from './lately.js'
import { foundPart, testPart, type Tested } from './test-part.js'
import { usesOf, type Use } from './used-by.js'

interface Wanted {
  readonly response: Response
  readonly visit: Visit
  readonly configurationId: string
  /** What a trip or a button came to, as the address says it. */
  readonly said: AppSaid | null
  readonly tested?: Tested
}

/** Of its connection, and of itself. */
export const appSaid = { ...words.said, ...siteConfigurations.said }
type AppSaid = keyof typeof appSaid

/** @returns false where there is no such configuration, and nothing was answered */
export async function sendAppPage(
  deps: WebDeps,
  site: SiteDeps,
  { response, visit, configurationId, said, tested }: Wanted,
): Promise<boolean> {
  const configuration = configurationId.includes('\0') ? null : await findAppConfiguration(deps.db, configurationId)
  if (!configuration) return false
  const { tenantId } = visit.session.caller
  const shared = (await listSharedConnections(deps.db, tenantId)).find((one) => one.configurationId === configurationId)
  const uses = (await usesOf(deps, site)).get(configurationId) ?? []
  const lately = (await lookLately(deps))(configurationId)
  const until = await formerTriedUntil(deps.db, { configurationId, clientId: configuration.clientId })
  const redirectUri = redirectUriOf(deps.publicUrl, configurationId)
  const app = appName(configuration.app)
  const isAdmin = visit.roles.includes('admin')
  sendSitePage(response, {
    title: `${app}: ${configuration.label}`,
    visit,
    place: APPS,
    body: html`<p class="soft"><a href="${APPS}">${words.back()}</a></p>
      ${tested ? foundPart(tested, configuration, redirectUri) : null}
      ${said && notice(appSaid[said](), said === 'over' ? 'problem' : 'good')} ${sharedPart({ shared, uses })}
      ${isAdmin ? buttons({ app, shared, path: appPath(configurationId) }) : html`<p class="notice">${words.readOnly()}</p>`}
      ${healthPart(lately)} ${isAdmin ? testPart(configuration) : null} ${usesPart(uses)}
      ${facts(configuration, { redirectUri, until, isAdmin })}`,
  })
  return true
}

function sharedPart({ shared, uses }: { shared: SharedConnection | undefined; uses: readonly Use[] }): Html {
  const { title, lead, noneLead, connected, needsSignIn, used, ends } = words.shared
  const needs = uses.filter(({ mode }) => mode === 'shared').length
  const state = (): Html => {
    if (!shared)
      return html`<p class="notice ${needs > 0 ? 'problem' : ''}">${words.shared.state.none()}. ${noneLead({ count: needs })}</p>`
    const { accountName: account, orgName: org, connectedAt, needsSignInAt, lastUsedAt, endsAt } = shared
    if (shared.state === 'needs_sign_in')
      return html`<p class="notice problem">${needsSignIn({ account, since: minute(needsSignInAt ?? connectedAt) })}</p>`
    return html`<p class="notice good">
      ${connected({ account, org, since: minute(connectedAt) })} ${used({ at: lastUsedAt && minute(lastUsedAt) })}
      ${endsAt ? ends({ at: minute(endsAt) }) : null}
    </p>`
  }
  return html`<h2>${title()}</h2>
    <p>${lead()}</p>
    ${state()}`
}

function buttons({ app, shared, path }: { app: string; shared: SharedConnection | undefined; path: string }): Html {
  const { connect, again, connectHint, disconnect, sure, disconnectNow } = words.shared
  return html`<form class="act" method="post" action="${path}/connect">
      <p>${connectHint({ app })}</p>
      <button class="button" type="submit">${shared ? again() : connect({ app })}</button>
    </form>
    ${
      shared
        ? html`<details>
            <summary>${disconnect()}</summary>
            <form class="act" method="post" action="${path}/disconnect">
              <p>${sure({ app })}</p>
              <button class="button danger" type="submit">${disconnectNow()}</button>
            </form>
          </details>`
        : null
    }`
}

function usesPart(uses: readonly Use[]): Html {
  const { title, none, modes } = words.uses
  const lines = uses.map(({ title: recipe, href, mode }) => html`<li><a href="${href}">${recipe}</a> ${modes[mode]}</li>`)
  return html`<h2>${title()}</h2>
    ${
      lines.length === 0
        ? html`<p>${none()}</p>`
        : html`<ul>
            ${lines}
          </ul>`
    }`
}

function facts(
  { id, app, baseUrl, clientId, scopes, acceptedOrgs, source }: AppConfiguration,
  { redirectUri, until, isAdmin }: { redirectUri: string; until: Date | null; isAdmin: boolean },
): Html {
  const { title, anyOrg, ...names } = words.facts
  const { environment, byHand, triedUntil, edit } = siteConfigurations
  const lines: readonly (readonly [string, Html | string])[] = [
    [names.redirectUri(), html`<code>${redirectUri}</code>`],
    [names.baseUrl(), baseUrl],
    [names.clientId(), html`<code>${clientId}</code>`],
    [names.scopes(), scopes.join(' ')],
    [names.orgs(), acceptedOrgs.length === 0 ? anyOrg() : acceptedOrgs.join(', ')],
  ]
  return html`<h2>${title()}</h2>
    <dl class="registration">
      ${lines.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <p class="soft">
      ${source === 'environment' ? environment({ prefix: prefixOf(app as AppId) }) : byHand()}
      ${until ? triedUntil({ until: minute(until) }) : null}
    </p>
    ${source === 'operator' && isAdmin ? html`<p><a href="${editPath(id)}">${edit.open()}</a></p>` : null}`
}
