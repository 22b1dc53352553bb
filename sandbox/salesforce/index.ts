// The stand-in for Salesforce: OAuth, the REST API with users and rights, pages to look at, and faults on demand.
import { join } from 'node:path'
import { openJsonFile } from '../json-file.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { StandInAccount } from '../oauth-app/accounts.js'
import { startOAuthApp, type OAuthApp, type OAuthAppOptions, type OAuthAppParts, type OAuthAppStandIn } from '../oauth-app/start.js'
import { tokensTable } from '../oauth-app/tokens-table.js'
import { salesforceAccounts, type Account } from './accounts.js'
import { createApi, type Api } from './api.js'
import { ApiError, limitExceeded, sessionInvalid } from './errors.js'
import { answerIdentity, revokeToken } from './identity.js'
import { identityUrl, OAUTH_SCOPE, oauthConfiguration, oauthPaths, reshapeAnswer, type SalesforceOauthDeps } from './oauth.js'
import { overviewPage, recordPage } from './page.js'
import { createRecords, type Opportunity, type Records, type StoredRecord } from './records.js'
import { seedOpportunities } from './seed.js'

/** A running stand-in. */
export interface SalesforceStandIn extends OAuthAppStandIn {
  readonly accounts: readonly Account[]
  /** Every opportunity there is, of all orgs. */
  readonly records: readonly Opportunity[]
  /** Every record of another object: `Task`, `FeedItem`, `ProcessInstanceStep`. */
  recordsOf(object: string): readonly StoredRecord[]
  /** Refresh Token Rotation, for the tokens that are used from now on. */
  setRotation(on: boolean): void
}

interface SalesforceOptions extends OAuthAppOptions {
  readonly accounts?: readonly Account[]
  readonly rotate?: boolean
  readonly accessTokenSeconds?: number
  readonly pageSize?: number
  /** What token answers say as `instance_url`; the stand-in itself unless told. */
  readonly instanceUrl?: string
  /** Starts with a few opportunities. */
  readonly seed?: boolean
}

/** @throws EADDRINUSE when the port is taken */
export async function startSalesforce(options: SalesforceOptions): Promise<SalesforceStandIn> {
  const accounts = options.accounts ?? salesforceAccounts
  const file = options.stateFolder && join(options.stateFolder, 'records.json')
  const records = openJsonFile<Records>(file, { nextNumber: 1, opportunities: [] })
  const store = createRecords(records)
  if (options.seed && records.value.nextNumber === 1) await seedOpportunities(store)
  let rotates = options.rotate ?? false
  const setRotation = (on: boolean): void => {
    rotates = on
  }
  const oauthOf = ({ origin, store, client }: OAuthAppParts): SalesforceOauthDeps => ({
    ...{ origin, store, client, accounts, rotates: () => rotates },
    ...{ accessTokenSeconds: options.accessTokenSeconds ?? 7_200, instanceUrl: options.instanceUrl ?? origin },
  })
  const shown = accounts.map(asShown)
  const app: OAuthApp = {
    ...{ service: 'Salesforce', accent: '#0b5cab', cookiePrefix: 'salesforce', scope: OAUTH_SCOPE, accounts: shown, paths: oauthPaths },
    faults: { api: '/services/data', limit: asAnswer(limitExceeded()) },
    headers: { 'sforce-limit-info': 'api-usage=18/15000' },
    setRotation,
    configuration: (parts) => oauthConfiguration(oauthOf(parts)),
    subjectOf: (key, origin) => identityUrl(origin, accounts.find((one) => one.key === key) as Account),
    reshape: (ctx, parts) => reshapeAnswer(ctx, oauthOf(parts)),
    answer: answerWith(accounts, createApi({ accounts, records: store, pageSize: options.pageSize ?? 2_000 })),
    page: ({ pathname }, { controls }) => showPage(pathname, { accounts, records, tokens: () => tokensTable(shown, controls) }),
  }
  const standIn = await startOAuthApp(app, options)
  return {
    ...{ ...standIn, accounts, setRotation, recordsOf: (object: string) => store.all(object) },
    get tokenCalls() {
      return standIn.tokenCalls
    },
    get records() {
      return records.value.opportunities
    },
  }
}

function answerWith(accounts: readonly Account[], api: Api): OAuthApp['answer'] {
  return async ({ request, url, account: key, provider }, { store, origin }) => {
    const account = accounts.find((one) => one.key === key) ?? null
    const { pathname } = url
    if (pathname === '/services/oauth2/revoke') return revokeToken(request, url, provider, store)
    if (pathname === '/services/oauth2/userinfo' || pathname.startsWith('/id/')) return answerIdentity(url, account, origin)
    if (pathname === '/services/data') return { status: 200, body: [{ label: 'Summer ’25', url: '/services/data/v64.0', version: '64.0' }] }
    if (!pathname.startsWith('/services/data/')) return null
    return account ? await api(request, url, account).catch(asAnswer) : asAnswer(sessionInvalid())
  }
}

function asShown({ key, name, username, org }: Account): StandInAccount {
  return { key, name, login: username, org: org.name }
}

function showPage(
  path: string,
  { accounts, records, tokens }: { accounts: readonly Account[]; records: { readonly value: Records }; tokens: () => string },
): string | null {
  const { opportunities } = records.value
  if (path === '/') return overviewPage(accounts, opportunities, tokens())
  const [, id] = /^\/lightning\/r\/Opportunity\/(\w+)\/view$/.exec(path) ?? []
  const found = opportunities.find((one) => one.Id === id)
  return found ? recordPage(accounts, found) : null
}

function asAnswer(error: unknown): ApiAnswer {
  if (!(error instanceof ApiError)) throw error
  return { status: error.status, body: error.body() }
}
