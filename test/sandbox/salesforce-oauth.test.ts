// The stand-in for Salesforce as an OAuth server: its answers, rotation, revocation, approvals, and what a restart keeps.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as client from 'openid-client'
import { afterEach, expect, it } from 'vitest'
import { productionOrg, sandboxOrg } from '../../sandbox/salesforce/accounts.js'
import type { SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import {
  SALESFORCE_CLIENT,
  salesforceClient,
  salesforceTokens,
  startTestSalesforce,
  type SalesforceTestOptions,
} from '../support/salesforce.js'

const open: SalesforceStandIn[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()))
})

async function start(options?: SalesforceTestOptions): Promise<SalesforceStandIn> {
  const standIn = await startTestSalesforce(options)
  open.push(standIn)
  return standIn
}

async function isActive(standIn: SalesforceStandIn, token: string): Promise<boolean> {
  return (await client.tokenIntrospection(salesforceClient(standIn), token)).active
}

const refresh = (standIn: SalesforceStandIn, token = ''): Promise<client.TokenEndpointResponse> =>
  client.refreshTokenGrant(salesforceClient(standIn), token)

it('a token answer is that of Salesforce: an identity URL, an instance, and no expiry', async () => {
  const standIn = await start()
  const tokens = await salesforceTokens(standIn, 'alice')
  const alice = standIn.accounts.find(({ key }) => key === 'alice')
  expect(tokens).toMatchObject({
    instance_url: standIn.url,
    id: `${standIn.url}/id/${productionOrg.id}/${alice?.userId ?? ''}`,
    token_type: 'bearer',
  })
  expect(tokens.issued_at).toMatch(/^\d{13}$/)
  expect(tokens).not.toHaveProperty('expires_in')
  expect(tokens.refresh_token).toBeTruthy()
  expect(standIn.tokenCalls).toBe(1)
})

it('the identity URL and userinfo say whose token it is, and of which org', async () => {
  const standIn = await start()
  const tokens = await salesforceTokens(standIn, 'alice-uat')
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  const identity: unknown = await (await fetch(String(tokens.id), { headers })).json()
  expect(identity).toMatchObject({
    organization_id: sandboxOrg.id,
    username: 'alice@contoso-sales.example.uat',
    email: 'alice@contoso-sales.example',
  })
  const info: unknown = await (await fetch(`${standIn.url}/services/oauth2/userinfo`, { headers })).json()
  expect(info).toMatchObject({
    organization_id: sandboxOrg.id,
    preferred_username: 'alice@contoso-sales.example.uat',
    name: 'Alice Jensen',
  })
  expect((await fetch(String(tokens.id))).status).toBe(403)
})

it('Deny on its page comes back as access_denied, and no token is issued', async () => {
  const standIn = await start()
  await expect(salesforceTokens(standIn, '')).rejects.toMatchObject({ error: 'access_denied' })
  expect(standIn.tokenCalls).toBe(0)
})

it('without rotation a refresh token stays, and is not repeated in the answer', async () => {
  const standIn = await start()
  const { refresh_token: token } = await salesforceTokens(standIn, 'alice')
  const first = await refresh(standIn, token)
  expect(first.refresh_token).toBeUndefined()
  expect((await refresh(standIn, token)).access_token).not.toBe(first.access_token)
})

it('with rotation a used refresh token ends the whole family', async () => {
  const standIn = await start({ rotate: true })
  const { refresh_token: first } = await salesforceTokens(standIn, 'alice')
  const { refresh_token: second, access_token: access } = await refresh(standIn, first)
  expect(second).not.toBe(first)
  expect(await isActive(standIn, access)).toBe(true)
  await expect(refresh(standIn, first)).rejects.toMatchObject({ error: 'invalid_grant', error_description: 'expired access/refresh token' })
  await expect(refresh(standIn, second)).rejects.toMatchObject({ error: 'invalid_grant' })
  expect(await isActive(standIn, access)).toBe(false)
})

it('revoking a refresh token ends its access tokens too', async () => {
  const standIn = await start()
  const tokens = await salesforceTokens(standIn, 'alice')
  const body = new URLSearchParams({ token: tokens.refresh_token ?? '' })
  expect((await fetch(`${standIn.url}/services/oauth2/revoke`, { method: 'POST', body })).status).toBe(200)
  expect(await isActive(standIn, tokens.access_token)).toBe(false)
  await expect(refresh(standIn, tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
  expect((await fetch(`${standIn.url}/services/oauth2/revoke`, { method: 'POST', body })).status).toBe(400)
})

it('the sixth approval silently ends the oldest', async () => {
  const standIn = await start()
  const first = await salesforceTokens(standIn, 'alice')
  for (let approvals = 2; approvals <= 5; approvals++) await salesforceTokens(standIn, 'alice')
  expect(await isActive(standIn, first.refresh_token ?? '')).toBe(true)
  const sixth = await salesforceTokens(standIn, 'alice')
  expect(await isActive(standIn, first.refresh_token ?? '')).toBe(false)
  expect(await isActive(standIn, sixth.refresh_token ?? '')).toBe(true)
})

it('a code works once, and a wrong secret is refused in the words of Salesforce', async () => {
  const standIn = await start()
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: 'x',
    client_id: SALESFORCE_CLIENT.clientId,
    client_secret: 'wrong',
  })
  const answer = await fetch(`${standIn.url}/services/oauth2/token`, { method: 'POST', body })
  expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_client', error_description: 'invalid client credentials' }])
})

it('tokens and records outlive a restart', async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'workbot-stand-in-'))
  try {
    const before = await startTestSalesforce({ stateFolder, seed: true })
    const tokens = await salesforceTokens(before, 'integration')
    await before.close()
    const after = await start({ stateFolder, seed: true })
    expect(await isActive(after, tokens.access_token)).toBe(true)
    expect(after.records).toEqual(before.records)
    expect(after.records.length).toBeGreaterThan(0)
    expect((await refresh(after, tokens.refresh_token)).access_token).toBeTruthy()
  } finally {
    await rm(stateFolder, { recursive: true, force: true })
  }
})

it('its knobs revoke, deny and fail on demand, for JSON alone', async () => {
  const standIn = await start()
  const knob = (body: unknown, type = 'application/json'): Promise<Response> =>
    fetch(`${standIn.url}/__sandbox`, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) })
  const tokens = await salesforceTokens(standIn, 'alice')
  expect((await knob({ kind: 'revoke', account: 'alice' })).status).toBe(200)
  expect(await isActive(standIn, tokens.access_token)).toBe(false)
  await knob({ kind: 'deny', error: 'OAUTH_APP_BLOCKED', description: 'this app is blocked by admin' })
  await expect(salesforceTokens(standIn, 'alice')).rejects.toMatchObject({ error: 'OAUTH_APP_BLOCKED' })
  await knob({ kind: 'status', status: 503, path: '/services/oauth2/token' })
  await expect(salesforceTokens(standIn, 'alice')).rejects.toThrow()
  expect((await salesforceTokens(standIn, 'alice')).access_token).toBeTruthy()
  expect((await knob({ kind: 'revoke', account: 'alice' }, 'text/plain')).status).toBe(415)
  expect((await knob({ kind: 'nonsense' })).status).toBe(400)
})

it('its knobs expire access tokens, lock an account out and let it back, and switch rotation', async () => {
  const standIn = await start()
  const knob = (body: unknown): Promise<Response> =>
    fetch(`${standIn.url}/__sandbox`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const tokens = await salesforceTokens(standIn, 'alice')
  await knob({ kind: 'expire', account: 'alice' })
  expect(await isActive(standIn, tokens.access_token)).toBe(false)
  expect((await refresh(standIn, tokens.refresh_token)).access_token).toBeTruthy()

  await knob({ kind: 'lock', account: 'alice' })
  await expect(refresh(standIn, tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
  await knob({ kind: 'lock', account: 'alice', locked: false })
  expect((await refresh(standIn, tokens.refresh_token)).refresh_token).toBeUndefined()

  await knob({ kind: 'rotate', on: true })
  const { refresh_token: second } = await refresh(standIn, tokens.refresh_token)
  expect(second).toBeTruthy()
  await expect(refresh(standIn, tokens.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' })
  expect(standIn.liveTokens('alice')).toEqual([])
})
