// The stand-in for Salesforce: OAuth, the REST API with users and rights, pages to look at, and faults on demand.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type Provider from 'oidc-provider'
import { z } from 'zod'
import { openJsonFile } from '../json-file.js'
import { listenLocally, readBody, type TlsFiles } from '../listen.js'
import { serveOidc, type OidcClient } from '../oidc/server.js'
import { openOidcStore, type OidcStore } from '../oidc/stored-adapter.js'
import { salesforceAccounts, type Account } from './accounts.js'
import { createApi } from './api.js'
import { ApiError, sessionInvalid } from './errors.js'
import { createFaults, faultSchema, type Fault, type Faults } from './faults.js'
import { answerIdentity, revokeToken } from './identity.js'
import { OAUTH_SCOPE, oauthConfiguration, oauthPaths, reshapeAnswer } from './oauth.js'
import { createOpportunities, type Opportunity, type Records } from './opportunities.js'
import { overviewPage, recordPage } from './page.js'
import { seedOpportunities } from './seed.js'

/** A request that came, without its query string. */
interface Seen {
  readonly method: string
  readonly path: string
  /** The key of the account whose token it carried. */
  readonly account: string | null
}

/** A running stand-in. */
export interface SalesforceStandIn {
  /** Login host and instance in one: `SALESFORCE_URL`. */
  readonly url: string
  readonly accounts: readonly Account[]
  readonly requests: readonly Seen[]
  /** How often the token endpoint was called. */
  readonly tokenCalls: number
  /** Every opportunity there is, of all orgs. */
  readonly records: readonly Opportunity[]
  addFault(fault: Fault): void
  clearFaults(): void
  /** Ends every grant of an account, as an admin of Salesforce can. */
  revokeAll(accountKey: string): Promise<void>
  close(): Promise<void>
}

interface SalesforceOptions extends OidcClient {
  /** 0 or nothing: any free one. */
  readonly port?: number
  /** Serves https; whoever calls it must trust the certificate. */
  readonly tls?: TlsFiles
  /** Null keeps its state in memory. */
  readonly stateFolder: string | null
  readonly accounts?: readonly Account[]
  readonly rotate?: boolean
  readonly accessTokenSeconds?: number
  readonly pageSize?: number
  /** What token answers say as `instance_url`; the stand-in itself unless told. */
  readonly instanceUrl?: string
  /** Starts with a few opportunities. */
  readonly seed?: boolean
  readonly onError?: (error: unknown) => void
}

const REMEMBERED_REQUESTS = 10_000

/** @throws EADDRINUSE when the port is taken */
export async function startSalesforce(options: SalesforceOptions): Promise<SalesforceStandIn> {
  const accounts = options.accounts ?? salesforceAccounts
  const inFolder = (name: string): string | null => options.stateFolder && join(options.stateFolder, name)
  const store = openOidcStore(inFolder('oauth.json'))
  const records = openJsonFile<Records>(inFolder('records.json'), { nextNumber: 1, opportunities: [] })
  const opportunities = createOpportunities(records)
  if (options.seed && records.value.nextNumber === 1) await seedOpportunities(opportunities)
  const local = await listenLocally(options.port ?? 0, options.tls)
  const { origin } = local
  const faults = createFaults()
  const requests: Seen[] = []
  const oauth = {
    ...{ origin, store, client: options, accounts, rotate: options.rotate ?? false },
    ...{ accessTokenSeconds: options.accessTokenSeconds ?? 7_200, instanceUrl: options.instanceUrl ?? origin },
  }
  const api = createApi({ accounts, opportunities, pageSize: options.pageSize ?? 2_000 })
  const onError = options.onError ?? (() => undefined)
  const revokeAll = (accountKey: string): Promise<void> => revokeGrants(store, accountKey)

  const other = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', origin)
    const account = await accountOf(request, provider, accounts)
    requests.push({ method: request.method ?? '', path: url.pathname, account: account?.key ?? null })
    if (requests.length > REMEMBERED_REQUESTS) requests.shift()
    if (url.pathname === '/__sandbox') return answer(response, await turnKnob(request, faults, revokeAll))
    if (await faults.apply(request, response)) return true
    if (url.pathname === '/services/oauth2/revoke') return answer(response, await revokeToken(request, url, provider, store))
    if (url.pathname === '/services/oauth2/userinfo' || url.pathname.startsWith('/id/'))
      return answer(response, answerIdentity(url, account, origin))
    if (url.pathname === '/services/data')
      return answer(response, { status: 200, body: [{ label: 'Summer ’25', url: '/services/data/v64.0', version: '64.0' }] })
    if (url.pathname.startsWith('/services/data/')) {
      return answer(response, account ? await api(request, url, account).catch(asAnswer) : asAnswer(sessionInvalid()))
    }
    const page = showPage(url.pathname, accounts, records.value.opportunities)
    if (page) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
    return page !== null
  }

  const provider: Provider = serveOidc({
    ...{ local, mountPath: '', cookiePrefix: 'salesforce', store, client: options, scope: OAUTH_SCOPE },
    look: { service: 'Salesforce', accent: '#0b5cab', asks: 'Workbot asks to work with Salesforce in your name.', mayDeny: true },
    choices: accounts.map(({ key, name, username, org }) => ({ key, name, email: username, note: org.name })),
    configuration: oauthConfiguration(oauth),
    reshape: (ctx) => reshapeAnswer(ctx, oauth),
    ...{ other, onError },
  })

  return {
    ...{ url: origin, accounts, requests, revokeAll },
    get tokenCalls() {
      return requests.filter(({ path }) => path === oauthPaths.token).length
    },
    get records() {
      return records.value.opportunities
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

/** Whose token the request carries; null where it is none, or dead. */
async function accountOf(request: IncomingMessage, provider: Provider, accounts: readonly Account[]): Promise<Account | null> {
  const [, token] = /^(?:Bearer|OAuth) (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  const found = token ? await provider.AccessToken.find(token) : undefined
  return accounts.find(({ key }) => key === found?.accountId) ?? null
}

async function revokeGrants(store: OidcStore, accountKey: string): Promise<void> {
  const grants = [...store.list('AccessToken'), ...store.list('RefreshToken')].filter(({ accountId }) => accountId === accountKey)
  for (const grantId of new Set(grants.map((token) => token.grantId))) if (grantId) await store.revokeGrant(grantId)
}

const knobSchema = z.union([
  faultSchema,
  z.object({ kind: z.literal('revoke'), account: z.string() }),
  z.object({ kind: z.literal('clear') }),
])

/** JSON only: a page in somebody's browser can't send that here without asking first, and is refused when it asks. */
async function turnKnob(
  request: IncomingMessage,
  faults: Faults,
  revokeAll: (account: string) => Promise<void>,
): Promise<{ status: number; body: unknown }> {
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json')
    return { status: 415, body: { error: 'POST a JSON object.' } }
  const knob = knobSchema.safeParse(JSON.parse(await readBody(request)))
  if (!knob.success) return { status: 400, body: { error: z.prettifyError(knob.error) } }
  if (knob.data.kind === 'revoke') await revokeAll(knob.data.account)
  else if (knob.data.kind === 'clear') faults.clear()
  else faults.add(knob.data)
  return { status: 200, body: { done: knob.data.kind } }
}

function showPage(path: string, accounts: readonly Account[], opportunities: readonly Opportunity[]): string | null {
  if (path === '/') return overviewPage(accounts, opportunities)
  const [, id] = /^\/lightning\/r\/Opportunity\/(\w+)\/view$/.exec(path) ?? []
  const found = opportunities.find((one) => one.Id === id)
  return found ? recordPage(accounts, found) : null
}

function asAnswer(error: unknown): { status: number; body: unknown } {
  if (!(error instanceof ApiError)) throw error
  return { status: error.status, body: error.body() }
}

function answer(response: ServerResponse, { status, body }: { status: number; body?: unknown }): true {
  response.writeHead(status, {
    'content-type': 'application/json;charset=UTF-8',
    'sforce-limit-info': 'api-usage=18/15000',
    'cache-control': 'no-store',
  })
  response.end(body === undefined ? undefined : JSON.stringify(body))
  return true
}
