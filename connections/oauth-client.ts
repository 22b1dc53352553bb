// Workbot as the OAuth client of one app configuration: PKCE and client_secret_post, over the guarded fetch.
import { allowInsecureRequests, ClientSecretPost, Configuration, customFetch } from 'openid-client'
import type { App } from '../apps/define-app.js'
import type { Transaction } from '../database.js'
import { isAllowedUrl } from '../http/allowed-url.js'
import { createHttp } from '../http/guarded-fetch.js'
import type { Http, HttpResponse } from '../http/http.js'
import { toCustomFetch } from '../http/to-custom-fetch.js'
import type { Secret } from '../keys/secret.js'
import { findAppConfiguration, type AppConfiguration } from '../settings/app-configurations.js'
import { findOwnClient, type ClientSecrets } from '../settings/client-secret.js'
import { trySecrets } from './try-secrets.js'

/** What of an app a sign-in needs. */
export type ConnectableApp = Pick<App, 'id' | 'name' | 'oauth'>

/** Everything needed to talk OAuth with one app configuration. */
export interface OAuthClient {
  readonly configuration: AppConfiguration
  /** As whom it talks; what the app gives, it gives to this client. */
  readonly clientId: string
  /** What proves it: the one in force first, then those before. */
  readonly secrets: readonly Secret[]
  readonly app: ConnectableApp
  /** Reaches the app's own hosts only. */
  readonly http: Http
  /** Whether the app's API may live at this origin. */
  readonly acceptsHost: (origin: string) => boolean
  /** openid-client's Configuration; `capture` sees each raw answer. */
  readonly library: (capture?: (answer: HttpResponse) => void, timeoutMs?: number) => Configuration
}

/**
 * The client of a configuration, or the one that it had before (`asClient`), or null where the configuration or its app is unknown here.
 * @throws WorkbotError WB-SETTINGS-001 where its secret isn't
 */
export type FindOAuthClient = (tx: Transaction, configurationId: string, asClient?: string) => Promise<OAuthClient | null>

/** @param extraHosts `host:port` of apps that the operator listed (EXTRA_APP_HOSTS) */
export function createOAuthClients({
  apps,
  extraHosts,
  secrets,
}: {
  readonly apps: Readonly<Record<string, ConnectableApp>>
  readonly extraHosts: readonly string[]
  readonly secrets: ClientSecrets
}): FindOAuthClient {
  const https = new Map<string, Http>()

  return async (tx, configurationId, asClient) => {
    const configuration = await findAppConfiguration(tx, configurationId)
    const app = configuration && apps[configuration.app]
    if (!app) return null
    const own = await findOwnClient(tx, secrets, configurationId, asClient)
    const isOwnHost = (url: URL): boolean => acceptsLogin(configuration, app, url) || app.oauth.acceptsHost(url)
    const key = `${app.id} ${configuration.source} ${configuration.baseUrl}`
    const http = https.get(key) ?? createHttp({ acceptsHost: isOwnHost, extraHosts })
    https.set(key, http)

    return {
      configuration,
      clientId: own.clientId,
      secrets: own.secrets,
      app,
      http,
      acceptsHost: (origin) => isAllowedUrl(new URL(origin), { acceptsHost: (url) => app.oauth.acceptsHost(url), extraHosts }),
      library(capture, timeoutMs) {
        const { authorization, token, revocation } = app.oauth.endpoints(configuration.baseUrl)
        const library = new Configuration(
          { issuer: configuration.baseUrl, authorization_endpoint: authorization, token_endpoint: token, revocation_endpoint: revocation },
          own.clientId,
          undefined,
          ClientSecretPost(own.secrets[0]?.reveal()),
        )
        const { isClientRefused } = app.oauth
        library[customFetch] = toCustomFetch(trySecrets(http, { secrets: own.secrets, isClientRefused }), capture, timeoutMs)
        // The guarded fetch has the last word: plain http goes to hosts that the operator listed, and nowhere else.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so by its authors only to stand out
        if (configuration.baseUrl.startsWith('http:')) allowInsecureRequests(library)
        return library
      },
    }
  }
}

/** The environment may name any host; what a person typed is held to the vendor's own at each use, whatever the row says. */
function acceptsLogin({ source, baseUrl }: AppConfiguration, { oauth }: ConnectableApp, url: URL): boolean {
  return source === 'environment' ? url.origin === new URL(baseUrl).origin : oauth.acceptsLogin(url)
}
