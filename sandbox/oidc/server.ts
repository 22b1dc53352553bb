// An OAuth server of a stand-in on oidc-provider: its store, its login page, and who signs in; the rest is each stand-in's own configuration.
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { handleRequests, readBody, type LocalServer } from '../listen.js'
import { loginPage, type LoginChoice, type LoginLook } from './login-page.js'
import type { OidcStore } from './stored-adapter.js'

/** The one client that a stand-in knows. */
export interface OidcClient {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
}

interface OidcServer {
  readonly local: LocalServer
  /** Path in front of all OAuth endpoints: `/<tenant>/v2.0` at Entra, empty elsewhere. */
  readonly mountPath: string
  /** Cookies are shared by all ports of a host, so each stand-in needs names of its own. */
  readonly cookiePrefix: string
  readonly store: OidcStore
  readonly client: OidcClient
  readonly scope: string
  readonly look: LoginLook
  readonly choices: readonly LoginChoice[]
  readonly configuration: Configuration
  /** Besides the code and the refresh token. */
  readonly grantTypes?: readonly string[]
  /** Changes an answer before it is sent. */
  readonly reshape?: (ctx: KoaContextWithOIDC) => Promise<void>
  /** Answers what isn't OAuth; false: not its request. */
  readonly other: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  readonly onError: (error: unknown) => void
}

/**
 * Serves the OAuth endpoints and the login page on `local`. Every sign-in asks who is there: nobody stays signed in here, so that Alice and
 * Bob can share a browser.
 */
export function serveOidc(given: OidcServer): Provider {
  const { local, store } = given
  const provider: Provider = new Provider(`${local.origin}${given.mountPath}`, {
    adapter: store.adapter,
    jwks: { keys: [store.signingKey] },
    cookies: { keys: [store.cookieKey], names: cookieNames(given.cookiePrefix) },
    clients: [
      {
        client_id: given.client.clientId,
        client_secret: given.client.clientSecret,
        redirect_uris: [...given.client.redirectUris],
        grant_types: ['authorization_code', 'refresh_token', ...(given.grantTypes ?? [])],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    expiresWithSession: () => false,
    loadExistingGrant: (ctx) => grantOf(provider, ctx, given.scope),
    renderError(ctx, out) {
      ctx.type = 'text/plain'
      ctx.body = `${given.look.service} (stand-in): ${out.error}. ${out.error_description ?? ''}`
    },
    ...given.configuration,
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      Grant: 365 * 86_400,
      Session: 3_600,
      Interaction: 3_600,
      IdToken: 3_600,
      ...given.configuration.ttl,
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false }, ...given.configuration.features },
  })
  provider.on('server_error', (_ctx, error) => {
    given.onError(error)
  })
  const { reshape } = given
  if (reshape) {
    provider.use(async (ctx: KoaContextWithOIDC, next) => {
      await next()
      await reshape(ctx)
    })
  }
  const oauth = provider.callback()
  handleRequests(
    local.server,
    async (request, response) => {
      const [, uid] = /^\/login\/([\w-]+)$/.exec(request.url ?? '') ?? []
      if (uid !== undefined) {
        await login(given, provider, request, response)
        return
      }
      if (await given.other(request, response)) return
      if (!request.url?.startsWith(`${given.mountPath}/`)) {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here.')
        return
      }
      forgetSession(request, given.cookiePrefix)
      Object.assign(request, { originalUrl: request.url })
      request.url = request.url.slice(given.mountPath.length)
      await oauth(request, response)
    },
    given.onError,
  )
  return provider
}

async function login(given: OidcServer, provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await provider.interactionDetails(request, response)
  } catch {
    response
      .writeHead(400, { 'content-type': 'text/plain' })
      .end('This sign-in has ended, or was begun in another browser. Start again in Teams.')
    return
  }
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(loginPage(given.look, given.choices, request.url ?? ''))
    return
  }
  const person = new URLSearchParams(await readBody(request)).get('person') ?? ''
  const isKnown = given.choices.some(({ key }) => key === person)
  const denied = { error: 'access_denied', error_description: 'end-user denied authorization' }
  const answered = { login: { accountId: person, remember: false }, select_account: {}, consent: {} }
  await provider.interactionFinished(request, response, isKnown ? answered : denied, { mergeWithLastSubmission: false })
}

/** Consent was given by choosing a person. */
async function grantOf(provider: Provider, ctx: KoaContextWithOIDC, scope: string): Promise<InstanceType<Provider['Grant']> | undefined> {
  const { client, session } = ctx.oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(scope)
  await grant.save()
  return grant
}

function cookieNames(prefix: string): { session: string; interaction: string; resume: string } {
  return { session: `${prefix}_session`, interaction: `${prefix}_interaction`, resume: `${prefix}_resume` }
}

function forgetSession(request: IncomingMessage, prefix: string): void {
  const kept = (request.headers.cookie ?? '').split(/; */).filter((cookie) => !cookie.startsWith(`${prefix}_session`))
  request.headers.cookie = kept.join('; ')
}
