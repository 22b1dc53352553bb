// Outside the sandbox, before an operator has set anything.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { networkOf } from '../../http/network-of.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

describe('a fresh installation outside the sandbox', () => {
  let world: World
  let alice: TeamsPerson
  beforeAll(async () => {
    // Pages are tested without their https here; Microsoft itself isn't called.
    const env = { WORKBOT_SANDBOX: 'false', PUBLIC_URL: 'https://workbot.example', ENTRA_AUTHORITY: '', TRUST_PROXY: '1' }
    world = await startWorld({ env: { ...env, TEMPORAL_UI_URL: 'http://localhost:8233' } })
    alice = createTeamsPerson(world, aliceInTeams)
  })
  afterAll(() => world.close())

  it('lets nobody run anything, says who decides, and lists nothing', async () => {
    for (const command of ['create opportunity name: Acme amount: 5 stage: Prospecting', 'pipeline']) {
      await alice.says(command)
      await alice.sees("isn't open to anyone yet")
    }
    await alice.says('help')
    await alice.sees('No recipe is open to you yet')
    const press = { press: 'openForm', recipe: 'pipeline' }
    const { body } = await alice.sends(alice.activity({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data: press } } }))
    expect(JSON.stringify(body)).toContain("isn't open to anyone yet")
    expect(await world.db.query(`select 1 from runs`)).toHaveLength(0)
    expect(await world.db.query(`select 1 from audit where event = 'run.refused' and detail ->> 'why' = 'not_open'`)).toHaveLength(3)
    expect(world.salesforce.requests).toHaveLength(0)
  })

  it('lets a named person run it once an operator says so, and nobody else', async () => {
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, who, people, updated_by) values ('createOpportunity', true, 'people', $1, 'test')`,
      [[aliceInTeams.aadObjectId]],
    )
    await alice.says('create opportunity name: Opened amount: 5 stage: Prospecting')
    await alice.sees(['Sign in to Salesforce', 'Opened'])
    await world.db.query(`update recipe_settings set people = '{}'`)
    await alice.says('create opportunity name: Closed amount: 5 stage: Prospecting')
    await alice.sees("you aren't one of them yet")
    expect(await world.db.query(`select 1 from runs`)).toHaveLength(1)
  })

  it('has no codec, and asks browsers for https from then on', async () => {
    const codec = await fetch(`${world.url}/codec/decode`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
    expect(codec.status).toBe(404)
    expect(codec.headers.get('strict-transport-security')).toContain('max-age=')
  })

  it('counts requests by network: neither another forwarded address nor another address of one’s own /64 is a way around', async () => {
    const visit = async (forwarded: string) => {
      const headers = { 'x-forwarded-for': forwarded }
      return (await fetch(`${world.url}/connect/x`, { headers, redirect: 'manual' })).status
    }
    const own = await Promise.all(Array.from({ length: 60 }, (_, at) => visit(`10.0.0.${String(at)}, 2001:db8:1:2::${at.toString(16)}`)))
    expect(new Set(own)).toEqual(new Set([404]))
    expect(await visit('9.9.9.9, 2001:db8:1:2:ffff::1')).toBe(429)
    expect(await visit('2001:db8:1:3::1')).toBe(404)
  })
})

it('a network is an IPv4 address or an IPv6 /64, however it is written', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(networkOf('2001:db8:0:2::1')).toBe(networkOf('2001:0DB8:0000:0002:aaaa:bbbb:cccc:dddd'))
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(networkOf(undefined)).toBe('unknown')
})

it.each([
  ['PUBLIC_URL', { PUBLIC_URL: 'http://workbot.example' }, 'must be https'],
  ['MICROSOFT_APP_ID', { MICROSOFT_APP_ID: '' }, 'every unsigned request would be accepted'],
  ['MICROSOFT_APP_PASSWORD', { MICROSOFT_APP_PASSWORD: '' }, 'is missing'],
])('outside the sandbox nothing starts without a right %s, and no value is repeated', (name, change, words) => {
  const env = { WORKBOT_SANDBOX: 'false', PUBLIC_URL: 'https://w.example', MICROSOFT_APP_ID: 'id', MICROSOFT_APP_PASSWORD: 'SECRET' }
  const key = `k:${Buffer.alloc(32).toString('base64')}`
  const jwk = JSON.stringify({ kty: 'EC', kid: 'k' })
  const rest = {
    TENANT_ID: '11111111-2222-4333-8444-555555555555',
    DATABASE_URL: 'x',
    TEMPORAL_ADDRESS: 'x',
    SHARED_KEYS: key,
    CODEC_KEYS: key,
  }
  const bot = { BOT_KEYS: key, TOKEN_PUBLIC_KEY: jwk, ENTRA_CLIENT_ID: 'x', ENTRA_CLIENT_SECRET: 'x' }
  expect(() => readConfig('bot', { ...env, ...rest, ...bot, ...change })).toThrow(new RegExp(`${name}: .*${words}`))
  expect(() => readConfig('bot', { ...env, ...rest, ...bot, ...change })).not.toThrow(/SECRET/)
})
