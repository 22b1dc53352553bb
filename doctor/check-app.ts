// One app configuration: its host, its sign-in page, its client, and through the shared connection what an admin must have made there.
import type { App } from '../apps/define-app.js'
import { apps, type AppId } from '../apps/index.js'
import { countConnected } from '../connections/count-connected.js'
import type { Database } from '../database.js'
import { isAllowedUrl } from '../http/allowed-url.js'
import { createHttp } from '../http/guarded-fetch.js'
import type { Http } from '../http/http.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { environmentApps, type EnvironmentApp } from '../settings/environment-apps.js'
import { askClient } from '../connections/ask-client.js'
import { askSignInPage, type PageAnswer } from '../connections/ask-sign-in-page.js'
import { checkSharedConnection } from './check-shared-connection.js'
import type { Known } from './environment.js'
import { failed, ok, warning, type Said } from './finding.js'

/** By the app's id; an app without variables isn't there. */
export function configuredApps(known: Known): readonly (EnvironmentApp & { readonly id: AppId })[] {
  return environmentApps(known).filter((each): each is EnvironmentApp & { id: AppId } => each.id in apps)
}

/** The address at which the app's admin registers us. */
export const redirectUriOf = (publicUrl: string, configuration: string): string => `${publicUrl}/oauth/callback/${configuration}`

/** @param db null where it can't be asked */
export async function checkApp(configured: EnvironmentApp & { readonly id: AppId }, known: Known, db: Database | null): Promise<Said[]> {
  const app: App = apps[configured.id]
  const { baseUrl } = configured
  const extraHosts = known.EXTRA_APP_HOSTS ?? []
  const acceptsHost = (url: URL): boolean => url.origin === new URL(baseUrl).origin || app.oauth.acceptsHost(url)
  const prefix = configured.id.toUpperCase()
  if (!isAllowedUrl(new URL(baseUrl), { acceptsHost, extraHosts }))
    return [failed(`${baseUrl} may not be called`, `Correct ${prefix}_URL: https, a name, no port; or list its host in EXTRA_APP_HOSTS.`)]

  const http = createHttp({ acceptsHost, extraHosts })
  const signIn = await signInPage(http, { app, configured, publicUrl: known.PUBLIC_URL, prefix })
  if (signIn.state === 'failed') return [signIn]
  return [
    signIn,
    await client(http, { app, configured, db, prefix }),
    ...(configured.acceptedOrgs.length > 0 || configured.id === 'servicenow' ? [] : [anyOrg(app, prefix)]),
    ...(db ? await sameClient(db, configured, prefix) : []),
    ...(await checkSharedConnection({ app, configured, known, db })),
  ]
}

interface Asked {
  readonly app: App
  readonly configured: EnvironmentApp & { readonly id: AppId }
  readonly prefix: string
}

async function signInPage(
  http: Http,
  { app, configured, publicUrl = '', prefix }: Asked & { readonly publicUrl: string | undefined },
): Promise<Said> {
  const { id, baseUrl, clientId } = configured
  const { authorization: page } = app.oauth.endpoints(baseUrl)
  const redirectUri = redirectUriOf(publicUrl, id)
  const answer = await askSignInPage(http, { page, clientId, redirectUri, scope: app.oauth.scopes.join(' ') })
  return pageInWords(answer, { app, id, host: new URL(baseUrl).host, redirectUri, prefix })
}

function pageInWords(
  answer: PageAnswer,
  { app: { name, oauth }, id, host, redirectUri, prefix }: { app: App; id: AppId; host: string; redirectUri: string; prefix: string },
): Said {
  switch (answer.kind) {
    case 'goes_on':
      return ok(`${host} takes people on to sign in; redirect URI: ${redirectUri}`)
    case 'client_unknown':
      return failed(`${host} doesn't know the client id`, `Look at ${prefix}_CLIENT_ID, and that the app is active in ${name}.`, id)
    case 'redirect_unknown':
      return failed(`${host} doesn't know the redirect URI`, `Register ${redirectUri} in ${name}, exactly so.`, id)
    case 'scope_unknown':
      return failed(`${host} refuses the scopes`, `Give the app the scopes ${oauth.scopes.join(' ')} in ${name}.`, id)
    case 'asleep':
      return warning(`${host} is hibernating`, 'Wake the instance: it is one for developers, and nobody used it for a while.', id)
    case 'unexpected':
      return failed(
        `${host} answers ${String(answer.status)} where its sign-in should be`,
        `Look at ${prefix}_URL: it is the origin at which people sign in.`,
      )
    case 'unreachable':
      return failed(`${host} can't be reached from here (${answer.why})`, `Look at ${prefix}_URL, and open the way out to it.`)
  }
}

async function client(http: Http, { app, configured, db, prefix }: Asked & { readonly db: Database | null }): Promise<Said> {
  const names = `${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET`
  const [inForce] = configured.clients
  if (!inForce) return failed(`${prefix}_CLIENT_SECRET is missing`, `It is beside the client id in ${app.name}.`, configured.id)
  const { token: url } = app.oauth.endpoints(configured.baseUrl)
  switch (await askClient(http, { url, client: inForce, oauth: app.oauth })) {
    case 'taken':
      return ok(`${new URL(url).host} takes ${names}`)
    case 'id_unknown':
      return failed(
        `${new URL(url).host} doesn't know ${prefix}_CLIENT_ID`,
        `Take client id and secret from ${app.name} once more.`,
        configured.id,
      )
    case 'refused':
      return failed(
        `${new URL(url).host} doesn't take ${names}`,
        `Take client id and secret from ${app.name} once more: they may have been changed there.`,
        configured.id,
      )
    case 'unreachable':
      return failed(`${new URL(url).host} can't be reached from here`, 'Open the way out to it: docs/setup.md, step 8, lists the hosts.')
    case 'unclear':
      return (await isInUse(db, configured))
        ? ok(`${app.name} has given this client tokens; whether the secret is right still, it doesn't say`)
        : warning(`${app.name} doesn't say whether ${names} are right`, `Sign in once: connect ${configured.id} in Teams.`)
  }
}

async function isInUse(db: Database | null, { id }: EnvironmentApp): Promise<boolean> {
  const { people, shared } = db ? await countConnected(db, id) : { people: 0, shared: false }
  return people > 0 || shared
}

function anyOrg({ name }: App, prefix: string): Said {
  const todo = `Set ${prefix}_ORG_IDS to your org's id, so that nobody connects a private one.`
  return warning(`accounts of any org of ${name} may be connected`, todo)
}

/** What WB-SETTINGS-002 would say at the next start. */
async function sameClient(db: Database, { id, clientId, clients }: EnvironmentApp, prefix: string): Promise<Said[]> {
  const found = await findAppConfiguration(db, id)
  if (!found || found.clientId === clientId || clients.some((one) => one.clientId === found.clientId)) return []
  const todo = `This says who would sign in again, and changes it: npm run keys -- client-id ${id} ${clientId}`
  return [failed(`${prefix}_CLIENT_ID isn't the client id that the database has (WB-SETTINGS-002)`, todo)]
}
