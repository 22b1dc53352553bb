// The stand-in for ServiceNow: its rules for tokens, its users and incidents, and how it says no.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { startServiceNow } from '../../sandbox/servicenow/index.js'
import { oauthPaths } from '../../sandbox/servicenow/oauth.js'
import { getAs, postToken, send, signInRaw, standInOptions, type RawAnswer } from '../support/oauth-app.js'

const REFUSED = { error_description: 'access_denied', error: 'server_error' }
const standIn: OAuthAppStandIn = await startServiceNow(standInOptions)
const signIn = async (account: string) => (await signInRaw(standIn, oauthPaths, { account, scope: 'useraccount' })).json ?? {}
const refresh = (token: unknown): Promise<RawAnswer> =>
  postToken(standIn, oauthPaths, { grant_type: 'refresh_token', refresh_token: String(token) })
const incidentsOf = (token: unknown, query: string): Promise<RawAnswer> =>
  getAs(standIn, token, `/api/now/table/incident?sysparm_query=${encodeURIComponent(query)}`)
const numbers = ({ json }: RawAnswer): string[] => (json?.result as { number: string }[]).map(({ number }) => number)

beforeEach(async () => {
  for (const account of ['alice', 'bob', 'dana']) await standIn.revokeAll(account)
})
afterEach(() => {
  standIn.clearFaults()
})
afterAll(() => standIn.close())

describe('tokens of ServiceNow', () => {
  it('an access token lives for half an hour, a refresh token for a hundred days', async () => {
    expect(await signIn('alice')).toMatchObject({ scope: 'useraccount', token_type: 'Bearer', expires_in: 1_799 })
    const lives = standIn.liveTokens('alice').map(({ kind, began, ends }) => [kind, (ends - began) / 1_000])
    expect(Object.fromEntries(lives)).toEqual({ access: 1_800, refresh: 100 * 86_400 })
  })

  it('a refresh gives the same refresh token, whose end stays, and leaves the old access token alive', async () => {
    const first = await signIn('alice')
    const [before] = standIn.liveTokens('alice').filter(({ kind }) => kind === 'refresh')
    const second = (await refresh(first.refresh_token)).json
    expect(second?.refresh_token).toBe(first.refresh_token)
    expect(second?.access_token).not.toBe(first.access_token)
    expect(standIn.liveTokens('alice').find(({ kind }) => kind === 'refresh')?.ends).toBe(before?.ends)
    expect((await getAs(standIn, first.access_token, '/api/now/ui/user/current_user')).status).toBe(200)
  })

  it('a sign-in while an access token lives gives the same tokens again; once it has ended, new ones', async () => {
    const first = await signIn('alice')
    const again = await signIn('alice')
    expect([again.access_token, again.refresh_token]).toEqual([first.access_token, first.refresh_token])
    expect(standIn.liveTokens('alice')).toHaveLength(2)
    await standIn.expire('alice')
    expect((await signIn('alice')).access_token).not.toBe(first.access_token)
    expect((await signIn('bob')).access_token).not.toBe(first.access_token)
  })

  it('every refusal reads the same: 401, server_error, access_denied', async () => {
    const { refresh_token: token } = await signIn('alice')
    const form = { grant_type: 'refresh_token', refresh_token: String(token) }
    const wrongSecret = await postToken(standIn, oauthPaths, { ...form, client_secret: 'wrong' })
    await standIn.revokeAll('alice')
    for (const answer of [wrongSecret, await refresh(token), await refresh('never-was')]) {
      expect([answer.status, answer.json]).toEqual([401, REFUSED])
      expect(answer.headers.get('www-authenticate')).toBeNull()
    }
  })

  it.each(['form', 'address'])('a token is ended by itself, without a client, in a %s', async (where) => {
    const { access_token: access, refresh_token: token } = await signIn('alice')
    const body = new URLSearchParams({ token: String(token) })
    const endpoint = `${standIn.url}/oauth_revoke_token.do`
    const ended = await (where === 'form' ? send(endpoint, { method: 'POST', body }) : send(`${endpoint}?${body.toString()}`, {}))
    expect(ended.status).toBe(200)
    expect((await refresh(token)).status).toBe(401)
    expect((await getAs(standIn, access, '/api/now/ui/user/current_user')).status).toBe(200)
  })
})

describe('the API of ServiceNow', () => {
  it('says who is signed in, of the Table API and of its own pages', async () => {
    const { access_token: token } = await signIn('alice')
    const own = await getAs(
      standIn,
      token,
      `/api/now/table/sys_user?sysparm_query=sys_id=javascript:gs.getUserID()&sysparm_fields=user_name`,
    )
    expect(own.json).toEqual({ result: [{ user_name: 'alice.jensen' }] })
    const current = await getAs(standIn, token, '/api/now/ui/user/current_user')
    expect(current.json).toMatchObject({ result: { user_name: 'alice.jensen', user_display_name: 'Alice Jensen' } })
  })

  it('shows what a user may read, and leaves out a condition that it does not understand', async () => {
    const alice = await signIn('alice')
    const bob = await signIn('bob')
    const mine = 'active=true^caller_id=javascript:gs.getUserID()^ORDERBYDESCsys_updated_on'
    expect(numbers(await incidentsOf(alice.access_token, mine))).toEqual(['INC0010003', 'INC0010001'])
    expect(numbers(await incidentsOf(bob.access_token, mine))).toEqual(['INC0010002'])
    expect(numbers(await incidentsOf(alice.access_token, 'nonsense=1'))).toHaveLength(3)
    expect(numbers(await incidentsOf(bob.access_token, ''))).toHaveLength(4)
    const others = '/api/now/table/incident/57af7aec000000000000000000000002'
    expect([(await getAs(standIn, bob.access_token, others)).status, (await getAs(standIn, alice.access_token, others)).status]).toEqual([
      200, 404,
    ])
  })

  it('says no in its own words', async () => {
    const unauthenticated = await getAs(standIn, 'no-token', '/api/now/table/incident')
    expect([unauthenticated.status, unauthenticated.json]).toEqual([
      401,
      { error: { message: 'User Not Authenticated', detail: 'Required to provide Auth information' }, status: 'failure' },
    ])
    const { access_token: token } = await signIn('alice')
    expect((await getAs(standIn, token, '/api/now/table/nothing')).json).toMatchObject({ error: { message: 'Invalid table nothing' } })
    standIn.addFault({ kind: 'limit' })
    expect((await getAs(standIn, token, '/api/now/table/incident')).headers.get('retry-after')).toBe('1')
    standIn.lockOut('alice')
    expect((await getAs(standIn, token, '/api/now/table/incident')).status).toBe(401)
    standIn.lockOut('alice', false)
    expect((await getAs(standIn, token, '/api/now/table/incident')).status).toBe(200)
  })

  it('its page shows who is there and which tokens live, and no whole token', async () => {
    const { access_token: token } = await signIn('alice')
    const page = await send(standIn.url, {})
    expect(page.body).toContain('alice.jensen')
    expect(page.body).toContain(String(token).slice(0, 6))
    expect(page.body).not.toContain(token)
    expect((await send(`${standIn.url}/incident.do?sys_id=57af7aec000000000000000000000003`, {})).body).toContain('VPN drops every hour')
  })

  it('has no switch for rotation', async () => {
    const headers = { 'content-type': 'application/json' }
    const knob = await send(`${standIn.url}/__sandbox`, { method: 'POST', headers, body: '{"kind":"rotate","on":true}' })
    expect(knob.status).toBe(400)
  })
})
