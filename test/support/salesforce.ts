// A stand-in for Salesforce for a test file, and a quick way to get somebody's tokens from it.
import * as client from 'openid-client'
import { startSalesforce, type SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { createBrowser } from './browser.js'

export const SALESFORCE_CLIENT = { clientId: 'workbot-salesforce', clientSecret: 'the-secret-of-the-salesforce-client' } as const
export const SALESFORCE_REDIRECT = 'http://localhost:9/oauth/callback/salesforce'

/** What `startSalesforce` takes, all of it with a default. */
export type SalesforceTestOptions = Partial<Parameters<typeof startSalesforce>[0]>

/** In memory, on any free port. */
export function startTestSalesforce(options: SalesforceTestOptions = {}): Promise<SalesforceStandIn> {
  return startSalesforce({ ...SALESFORCE_CLIENT, redirectUris: [SALESFORCE_REDIRECT], stateFolder: null, ...options })
}

/** openid-client's view of the stand-in. */
export function salesforceClient(standIn: Pick<SalesforceStandIn, 'url'>): client.Configuration {
  const configuration = new client.Configuration(
    {
      issuer: standIn.url,
      authorization_endpoint: `${standIn.url}/services/oauth2/authorize`,
      token_endpoint: `${standIn.url}/services/oauth2/token`,
      introspection_endpoint: `${standIn.url}/services/oauth2/introspect`,
    },
    SALESFORCE_CLIENT.clientId,
    undefined,
    client.ClientSecretPost(SALESFORCE_CLIENT.clientSecret),
  )
  client.allowInsecureRequests(configuration)
  return configuration
}

/** Goes through the whole trip as this account; an empty key denies. */
export async function salesforceTokens(standIn: Pick<SalesforceStandIn, 'url'>, account: string): Promise<client.TokenEndpointResponse> {
  const configuration = salesforceClient(standIn)
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: SALESFORCE_REDIRECT,
    scope: 'api refresh_token',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  })
  const browser = createBrowser({ stopBefore: SALESFORCE_REDIRECT })
  const page = await browser.open(url)
  const back = page.status === 0 ? page : await browser.choose(page, account)
  return client.authorizationCodeGrant(configuration, back.url, { pkceCodeVerifier: verifier, expectedState: state })
}
