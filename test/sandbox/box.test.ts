// The stand-in for Box: its rules for tokens, its signed-in user, and how it says no.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startBox } from '../../sandbox/box/index.js'
import { oauthPaths } from '../../sandbox/box/oauth.js'
import {
  getAs,
  OAUTH_CLIENT,
  OAUTH_REDIRECT,
  postToken,
  send,
  signInForCode,
  signInRaw,
  standInOptions,
  type RawAnswer,
} from '../support/oauth-app.js'

const standIn = await startBox(standInOptions)
const who = (account: string) => ({ account, scope: 'root_readwrite' })
const signIn = async (account: string) => (await signInRaw(standIn, oauthPaths, who(account))).json ?? {}
const refresh = (token: unknown): Promise<RawAnswer> =>
  postToken(standIn, oauthPaths, { grant_type: 'refresh_token', refresh_token: String(token) })
const me = (token: unknown, fields = ''): Promise<RawAnswer> => getAs(standIn, token, `/2.0/users/me${fields}`)
const revoke = (form: Record<string, string>): Promise<RawAnswer> =>
  send(`${standIn.url}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams(form) })

beforeEach(() => standIn.revokeAll('alice'))
afterEach(() => {
  standIn.clearFaults()
})
afterAll(() => standIn.close())

describe('tokens of Box', () => {
  it('an access token lives for an hour, a refresh token for sixty days', async () => {
    expect(await signIn('alice')).toMatchObject({ expires_in: 3_600, restricted_to: [], token_type: 'bearer' })
    const lives = standIn.liveTokens('alice').map(({ kind, began, ends }) => [kind, (ends - began) / 1_000])
    expect(Object.fromEntries(lives)).toEqual({ access: 3_600, refresh: 60 * 86_400 })
  })

  it('a refresh gives new tokens and ends the access token before it', async () => {
    const first = await signIn('alice')
    const second = (await refresh(first.refresh_token)).json
    expect(second?.refresh_token).not.toBe(first.refresh_token)
    expect([(await me(first.access_token)).status, (await me(second?.access_token)).status]).toEqual([401, 200])
  })

  it('a refresh token works once; its reuse is refused in the words for an old one, and ends nothing else', async () => {
    const first = await signIn('alice')
    const second = (await refresh(first.refresh_token)).json
    const reused = await refresh(first.refresh_token)
    expect([reused.status, reused.json]).toEqual([400, { error: 'invalid_grant', error_description: 'Refresh token has expired' }])
    expect((await me(second?.access_token)).status).toBe(200)
    expect((await refresh(second?.refresh_token)).status).toBe(200)
  })

  it('a refresh whose answer is lost has done its work', async () => {
    const first = await signIn('alice')
    standIn.addFault({ kind: 'drop', path: oauthPaths.token })
    await expect(refresh(first.refresh_token)).rejects.toThrow()
    expect((await me(first.access_token)).status).toBe(401)
    expect((await refresh(first.refresh_token)).json).toMatchObject({ error: 'invalid_grant' })
  })

  it('a code works once', async () => {
    const { code, verifier } = await signInForCode(standIn, oauthPaths, who('alice'))
    const form = { grant_type: 'authorization_code', code: code ?? '', redirect_uri: OAUTH_REDIRECT, code_verifier: verifier }
    expect((await postToken(standIn, oauthPaths, form)).status).toBe(200)
    const again = await postToken(standIn, oauthPaths, form)
    expect([again.status, again.json]).toEqual([400, { error: 'invalid_grant', error_description: 'The authorization code has expired' }])
  })

  it('either token ends the grant, for its own client only', async () => {
    const { access_token: access, refresh_token: token } = await signIn('alice')
    const client = { client_id: OAUTH_CLIENT.clientId, client_secret: OAUTH_CLIENT.clientSecret }
    const foreign = await revoke({ ...client, client_secret: 'wrong', token: String(access) })
    expect([foreign.status, foreign.json]).toEqual([
      400,
      { error: 'invalid_client', error_description: 'The client credentials are invalid' },
    ])
    expect((await revoke({ ...client, token: String(access) })).status).toBe(200)
    expect([(await me(access)).status, (await refresh(token)).status]).toEqual([401, 400])
    expect((await revoke({ ...client, token: String(token) })).json).toMatchObject({ error: 'invalid_token' })
  })

  it('Deny on its page comes back as access_denied, without iss', async () => {
    const { error, back } = await signInForCode(standIn, oauthPaths, who(''))
    expect([error, back.searchParams.get('iss')]).toEqual(['access_denied', null])
  })
})

describe('the API of Box', () => {
  it('says who is signed in, and the enterprise only where it is asked for', async () => {
    const { access_token: token } = await signIn('alice')
    expect((await me(token)).json).not.toHaveProperty('enterprise')
    expect((await me(token, '?fields=login,enterprise')).json).toEqual({
      ...{ type: 'user', id: '23816401', login: 'alice@contoso-sales.example' },
      enterprise: { type: 'enterprise', id: '482910', name: 'Contoso Sales' },
    })
    const { access_token: own } = await signIn('alice-private')
    expect((await me(own, '?fields=enterprise')).json).toMatchObject({ enterprise: null })
  })

  it('refuses a dead token with an empty body, and other things in its own words', async () => {
    const dead = await me('no-token')
    expect([dead.status, dead.body, dead.headers.get('www-authenticate')]).toEqual([401, '', expect.stringContaining('invalid_token')])
    const { access_token: token } = await signIn('alice')
    expect((await getAs(standIn, token, '/2.0/nothing')).json).toMatchObject({ type: 'error', status: 404, code: 'not_found' })
    standIn.addFault({ kind: 'limit' })
    const limited = await me(token)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1'])
  })

  it('its page shows who is there and which tokens live, and no whole token', async () => {
    const { access_token: token } = await signIn('alice')
    const page = await send(standIn.url, {})
    expect(page.body).toContain('alice@fabrikam.example')
    expect(page.body).toContain(String(token).slice(0, 6))
    expect(page.body).not.toContain(token)
  })
})
