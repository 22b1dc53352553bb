// A stand-in for an OAuth app: its server, its sign-in, its faults and knobs, and what was asked of it. Rules and API are each app's own.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type Provider from 'oidc-provider'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { listenLocally, type TlsFiles } from '../listen.js'
import { serveOidc, type OidcClient } from '../oidc/server.js'
import { openOidcStore, type OidcStore } from '../oidc/stored-adapter.js'
import { accountControls, type AccountControls, type StandInAccount } from './accounts.js'
import { sendAnswer, type ApiAnswer } from './api-answer.js'
import { createFaults, type Fault, type FaultPlaces } from './faults.js'
import { turnKnob } from './knobs.js'
import { withoutIss } from './without-iss.js'

/** A request that came, without its query string. */
interface Seen {
  readonly method: string
  readonly path: string
  /** The key of the account whose token it carried. */
  readonly account: string | null
}

/** A running stand-in. */
export interface OAuthAppStandIn extends Omit<AccountControls, 'isLockedOut'> {
  /** Login host and API in one: `SALESFORCE_URL`, `BOX_URL`. */
  readonly url: string
  readonly requests: readonly Seen[]
  /** How often the token endpoint was called. */
  readonly tokenCalls: number
  addFault(fault: Fault): void
  clearFaults(): void
  close(): Promise<void>
}

/** What every stand-in is started with. */
export interface OAuthAppOptions extends OidcClient {
  /** 0 or nothing: any free one. */
  readonly port?: number
  /** Serves https; whoever calls it must trust the certificate. */
  readonly tls?: TlsFiles
  /** Null keeps its state in memory. */
  readonly stateFolder: string | null
  readonly onError?: (error: unknown) => void
}

/** What an app's own part works with. */
export interface OAuthAppParts {
  readonly origin: string
  readonly store: OidcStore
  readonly controls: AccountControls
  readonly client: OidcClient
}

/** One request that isn't oidc-provider's. */
export interface ApiRequest {
  readonly request: IncomingMessage
  readonly url: URL
  /** The key of the account whose token it carries; null: none that lives. */
  readonly account: string | null
  readonly provider: Provider
}

/** What an app has of its own. */
export interface OAuthApp {
  /** `Salesforce` */
  readonly service: string
  readonly accent: string
  readonly cookiePrefix: string
  readonly scope: string
  readonly accounts: readonly StandInAccount[]
  readonly paths: { readonly authorization: string; readonly token: string }
  readonly faults: Omit<FaultPlaces, 'authorization'>
  configuration(parts: OAuthAppParts): Configuration
  /** The `sub` of an account, where it isn't its key. */
  subjectOf?(account: string, origin: string): string
  /** Makes oidc-provider's answers the app's. */
  reshape(ctx: KoaContextWithOIDC, parts: OAuthAppParts): Promise<void>
  /** Null: not its request. */
  answer(asked: ApiRequest, parts: OAuthAppParts): Promise<ApiAnswer | null>
  /** Headers of every answer of `answer`. */
  readonly headers?: Readonly<Record<string, string>>
  /** A page of HTML; null: there is none. */
  page(url: URL, parts: OAuthAppParts): string | null
  readonly setRotation?: (on: boolean) => void
}

const REMEMBERED_REQUESTS = 10_000

/** @throws EADDRINUSE when the port is taken */
export async function startOAuthApp(app: OAuthApp, options: OAuthAppOptions): Promise<OAuthAppStandIn> {
  const store = openOidcStore(options.stateFolder && join(options.stateFolder, 'oauth.json'))
  const local = await listenLocally(options.port ?? 0, options.tls)
  const { origin } = local
  const { isLockedOut, ...controls } = accountControls(store)
  const parts: OAuthAppParts = { origin, store, controls: { ...controls, isLockedOut }, client: options }
  const faults = createFaults({ ...app.faults, authorization: app.paths.authorization })
  const requests: Seen[] = []

  const accountOf = async (request: IncomingMessage): Promise<string | null> => {
    const [, token] = /^(?:Bearer|OAuth) (\S+)$/.exec(request.headers.authorization ?? '') ?? []
    const account = token ? (await provider.AccessToken.find(token))?.accountId : undefined
    return account === undefined || isLockedOut(account) ? null : account
  }

  const other = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', origin)
    const account = await accountOf(request)
    requests.push({ method: request.method ?? '', path: url.pathname, account })
    if (requests.length > REMEMBERED_REQUESTS) requests.shift()
    if (url.pathname === '/__sandbox') {
      const knobs = { faults, accounts: parts.controls, setRotation: app.setRotation ?? null }
      return sendAnswer(response, await turnKnob(request, knobs))
    }
    if (await faults.apply(request, response, account)) return true
    const answer = await app.answer({ request, url, account, provider }, parts)
    if (answer) return sendAnswer(response, { ...answer, headers: { ...app.headers, ...answer.headers } })
    const page = app.page(url, parts)
    if (page !== null) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
    return page !== null
  }

  const provider: Provider = serveOidc({
    ...{ local, mountPath: '', cookiePrefix: app.cookiePrefix, store, client: options, scope: app.scope, other },
    look: { service: app.service, accent: app.accent, asks: `Workbot asks to work with ${app.service} in your name.`, mayDeny: true },
    choices: app.accounts.map(({ key, name, login, org }) => ({ key, name, email: login, note: org })),
    configuration: {
      ...{ routes: app.paths, scopes: app.scope.split(' '), claims: {} },
      findAccount: (_ctx, key) => {
        if (isLockedOut(key) || !app.accounts.some((account) => account.key === key)) return undefined
        return { accountId: key, claims: () => ({ sub: app.subjectOf?.(key, origin) ?? key }) }
      },
      ...app.configuration(parts),
    },
    async reshape(ctx) {
      // Outside its own routes oidc-provider sets none.
      const route = (ctx.oidc as KoaContextWithOIDC['oidc'] | undefined)?.route
      if (route === 'authorization' || route === 'resume') withoutIss(ctx)
      else if (route !== undefined) await app.reshape(ctx, parts)
    },
    onError: options.onError ?? (() => undefined),
  })

  return {
    ...{ url: origin, requests, ...controls },
    get tokenCalls() {
      return requests.filter(({ path }) => path === app.paths.token).length
    },
    addFault: (fault) => {
      faults.add(fault)
    },
    clearFaults: () => {
      faults.clear()
    },
    close: () => local.close(),
  }
}
