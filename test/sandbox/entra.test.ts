// The stand-in for Microsoft Entra, driven by openid-client as the product drives it.
import * as client from 'openid-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEntra, type EntraStandIn } from '../../sandbox/entra.js'
import { alice, bob, SANDBOX_TENANT } from '../../sandbox/people.js'
import { createBrowser, type TestBrowser } from '../support/browser.js'

const redirectUri = 'http://localhost:9/entra/callback'
const clientSecret = 'a-secret-of-the-stand-in'
let entra: EntraStandIn
let configuration: client.Configuration

beforeAll(async () => {
  entra = await startEntra({ stateFile: null, tenantId: SANDBOX_TENANT, clientId: 'workbot', clientSecret, redirectUris: [redirectUri] })
  configuration = await client.discovery(new URL(entra.url), 'workbot', undefined, client.ClientSecretPost(clientSecret), {
    execute: [client.allowInsecureRequests],
  })
})
afterAll(() => entra.close())

async function signIn(browser: TestBrowser, person: string, extra: Record<string, string> = {}): Promise<client.IDToken | undefined> {
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...extra,
  })
  const back = await browser.choose(await browser.open(url), person)
  const tokens = await client.authorizationCodeGrant(configuration, back.url, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  })
  return tokens.claims()
}

it('says in its ID token who is at the browser', async () => {
  const claims = await signIn(createBrowser({ stopBefore: redirectUri }), 'alice')
  expect(claims).toMatchObject({ tid: SANDBOX_TENANT, oid: alice.aadObjectId, name: 'Alice Jensen', preferred_username: alice.email })
  expect(claims?.iss).toBe(entra.url)
})

it('asks every time, so that two people can share a browser', async () => {
  const browser = createBrowser({ stopBefore: redirectUri })
  expect((await signIn(browser, 'alice'))?.oid).toBe(alice.aadObjectId)
  expect((await signIn(browser, 'bob'))?.oid).toBe(bob.aadObjectId)
  expect((await signIn(browser, 'alice', { prompt: 'select_account' }))?.oid).toBe(alice.aadObjectId)
  expect((await signIn(browser, 'bob', { prompt: 'login' }))?.oid).toBe(bob.aadObjectId)
})

it('says on its page that it is a stand-in', async () => {
  const page = await createBrowser().open(
    client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge('x'.repeat(43)),
      code_challenge_method: 'S256',
    }),
  )
  expect(page.html).toContain('Stand-in for Microsoft Entra: not the real thing')
  expect(page.html).toContain('Bob Olsen')
})

it('refuses a redirect URI it was not given', async () => {
  const page = await createBrowser().open(
    client.buildAuthorizationUrl(configuration, { redirect_uri: 'http://localhost:9/elsewhere', scope: 'openid' }),
  )
  expect(page.status).toBe(400)
})
