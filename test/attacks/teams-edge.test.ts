// What comes in at /api/messages of the whole product: forged senders, claimed identities, and text that would like to be more than text.
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams, SANDBOX_TENANT } from '../../sandbox/people.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { APP_ID, startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const create = 'create opportunity name: Forged amount: 1 stage: Prospecting'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
})
afterAll(() => world.close())

const count = async (table: 'runs' | 'conversation_references') =>
  (await world.db.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n
const post = (body: string, headers: Record<string, string>) =>
  fetch(`${world.url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

describe('a Teams activity that Teams did not send', () => {
  it('starts nothing and leaves no row, however it is signed; the process goes on', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const claims = { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: world.teams.serviceUrl, exp: 9_999_999_999 }
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const tokens = [
      undefined,
      await world.issuer.token({ key: privateKey }),
      await world.issuer.token({ audience: 'another-bot' }),
      await world.issuer.token({ expiresIn: -600 }),
      `Bearer ${part({ alg: 'HS256', kid: 'k1' })}.${part(claims)}.${Buffer.from('x'.repeat(32)).toString('base64url')}`,
      `Bearer ${part({ alg: 'none' })}.${part(claims)}.`,
    ]
    for (const authorization of tokens) {
      const { status } = await post(JSON.stringify(alice.activity({ text: create })), {
        ...(authorization !== undefined && { authorization }),
      })
      expect(status).toBe(401)
    }
    const authorization = await world.issuer.token()
    for (const body of ['', '{}', '[]', '[{}]', 'null', '"x"', '{', '{"type":"message"}'])
      expect((await post(body, { authorization })).status, body).toBe(400)
    expect((await post(JSON.stringify(alice.activity({ text: 'x'.repeat(400_000) })), { authorization })).status).toBe(413)
    expect(await count('runs')).toBe(0)
    expect(await count('conversation_references')).toBe(0)
    expect(await alice.says('help')).toBe(200)
    await alice.sees('What I can do for you')
  })

  it('cannot make the bot deaf to those that Teams did send, though all come from one address', async () => {
    for (let sent = 0; sent < 70; sent++)
      await post(JSON.stringify(alice.activity({ text: create })), {
        authorization: 'Bearer x',
        'x-forwarded-for': `203.0.113.${String(sent)}`,
      })
    const flooding = await post(JSON.stringify(alice.activity({ text: create })), {
      authorization: 'Bearer x',
      'x-forwarded-for': '198.51.100.9',
    })
    expect(flooding.status).toBe(429)
    expect(await alice.says('something else')).toBe(200)
    await alice.sees("I don't know the command")
    expect(await count('runs')).toBe(0)
  })
})

describe('an activity that claims another identity', () => {
  const other = '11111111-aaaa-4bbb-8ccc-222222222222'
  const tenants: [string, Record<string, unknown>][] = [
    ['the conversation', { conversation: { id: 'a:x', conversationType: 'personal', tenantId: other }, channelData: {} }],
    ['the channel data', { conversation: { id: 'a:x', conversationType: 'personal' }, channelData: { tenant: { id: other } } }],
    ['one of two places', { channelData: { tenant: { id: other } } }],
    ['none', { conversation: { id: 'a:x', conversationType: 'personal' }, channelData: {} }],
  ]
  it.each(tenants)('of another tenant, by %s, is refused', async (_where, change) => {
    await bob.sends(bob.activity({ text: create, ...change }))
    await bob.sees('I work for another organisation', {
      in: { id: (change.conversation as { id?: string } | undefined)?.id ?? bob.chat.id, type: 'personal' },
    })
    expect(await count('runs')).toBe(0)
    expect(world.logLines.join('')).toContain('WB-BOT-009')
  })

  it('in its text, its value or its channel data acts as who sent it, and nobody else', async () => {
    await alice.says('create opportunity name: Hers amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Hers'])
    const hers = { aadObjectId: aliceInTeams.aadObjectId, tenantId: SANDBOX_TENANT }
    await bob.says('create opportunity name: His amount: 1 stage: Prospecting', {
      change: { caller: hers, onBehalfOf: hers, channelData: { tenant: { id: SANDBOX_TENANT }, onBehalfOf: [hers], from: hers } },
    })
    await bob.sees([SIGN_IN, 'His', 'bob@contoso-sales.example'])
    expect(await world.db.query(`select aad_object_id as "who" from runs order by accepted_at`)).toEqual([
      { who: aliceInTeams.aadObjectId },
      { who: bobInTeams.aadObjectId },
    ])
    const spoofed = { ...hers, caller: hers, from: hers, owner: hers }
    expect(JSON.stringify(await bob.presses('Cancel this run', { from: alice.chat, inputs: spoofed }))).toContain('Only Alice Jensen')
    expect(await world.db.query(`select 1 from waits where outcome is null`)).toHaveLength(2)
  })

  it("pressing Start on another person's form starts nothing, whatever the press says, and the form stays good", async () => {
    const before = await count('runs')
    await alice.says('create opportunity')
    await alice.sees('Start Create opportunity')
    const inputs = { 'param.name': 'Pressed', 'param.amount': '1', 'param.stage': 'Prospecting' }
    const told = await bob.presses('Start Create opportunity', {
      from: alice.chat,
      inputs: { ...inputs, aadObjectId: aliceInTeams.aadObjectId },
    })
    expect(JSON.stringify(told)).toContain('Only Alice Jensen can use this button')
    expect(await count('runs')).toBe(before)
    await alice.presses('Start Create opportunity', { inputs })
    expect(await count('runs')).toBe((before ?? 0) + 1)
  })

  it("with one person's Teams id and another's object id is refused, also when the other was here before", async () => {
    const before = await count('runs')
    await alice.sends(
      alice.activity({ text: create, from: { id: bobInTeams.teamsUserId, name: 'Alice Jensen', aadObjectId: aliceInTeams.aadObjectId } }),
    )
    await alice.sees("Teams didn't tell me who you are")
    expect(await count('runs')).toBe(before)
    const [refused] = await world.db.query(`select detail from audit where event = 'run.refused' order by id desc limit 1`)
    expect(refused).toEqual({ detail: { why: 'other_identity' } })
  })

  it('is the same person in capital letters', async () => {
    const from = { id: bobInTeams.teamsUserId, name: 'Bob Olsen', aadObjectId: bobInTeams.aadObjectId.toUpperCase() }
    await bob.says('create opportunity name: Capital amount: 1 stage: Prospecting', { change: { from } })
    await bob.sees(['to continue 2 runs', 'Capital'])
  })

  it('posing as somebody else’s chat is refused, and their chat stays theirs', async () => {
    const before = await count('runs')
    await bob.says(create, { in: alice.chat })
    await bob.sees("Teams didn't tell me who you are", { in: alice.chat })
    expect(await count('runs')).toBe(before)
    const [chat] = await world.db.query(`select aad_object_id as who from conversation_references where conversation_id = $1`, [
      alice.chat.id,
    ])
    expect(chat).toEqual({ who: aliceInTeams.aadObjectId })
  })

  it('with a serviceUrl that Teams did not sign for is refused, and where we answer stays as it was', async () => {
    const poisoned = await alice.sends(alice.activity({ text: 'help', serviceUrl: 'http://127.0.0.1:9/' }))
    // 429 where this address was refused too often just now.
    expect([401, 429]).toContain(poisoned.status)
    const references = await world.db.query<{ reference: { serviceUrl: string } }>(`select reference from conversation_references`)
    for (const { reference } of references) expect(reference.serviceUrl).toBe(world.teams.serviceUrl)
  })
})

describe('text that no database takes', () => {
  it('is taken without it, in a command, a name and a button', async () => {
    const from = { id: bobInTeams.teamsUserId, name: 'B\u0000ob\ud800', aadObjectId: bobInTeams.aadObjectId }
    await bob.says('create opportunity name: Nu\u0000ll amount: 1 stage: Prospecting', { change: { from, locale: 'en-US\u0000' } })
    await bob.sees('Null')
    const data = { press: 'showWaiting', run: 'x\u0000' }
    const pressed = await bob.sends(bob.activity({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } }))
    expect(JSON.stringify(pressed.body)).toContain("doesn't wait any more")
    expect((await fetch(`${world.url}/oauth/callback/%00?state=x`)).status).toBe(400)
    expect(world.logLines.join('')).not.toMatch(/WB-BOT-006|WB-WEB-001/)
  })
})
