// A sign-in link and its trips in the wrong hands, in the whole product: who ends up with whose account.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { createBrowser, type Page } from '../support/browser.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { callbackOf, throughMicrosoft } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson
let link: string

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
  await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
  await alice.sees([SIGN_IN, 'Acme'])
  link = alice.link(SIGN_IN)
})
afterAll(() => world.close())

const audited = async (event: string) => (await world.db.query(`select 1 from audit where event = $1`, [event])).length
/** What must hold as long as nobody but others has come. */
async function expectUntouched(): Promise<void> {
  expect(world.salesforce.tokenCalls).toBe(0)
  expect(await world.db.query(`select state from runs`)).toEqual([{ state: 'waiting_sign_in' }])
  expect(await world.db.query(`select 1 from waits where outcome is not null`)).toHaveLength(0)
  expect(await world.db.query(`select 1 from connections`)).toHaveLength(0)
  expect(world.salesforce.records).toHaveLength(0)
}
/** Her browser, stopped before it goes to Salesforce. */
async function atAuthorize() {
  const browser = createBrowser({ stopBefore: `${world.salesforce.url}/services/oauth2/authorize` })
  const { url } = await throughMicrosoft(browser, link)
  return { browser, url }
}
/** From Salesforce's authorize URL, as somebody, to the callback, which isn't opened. */
async function callbackAfter(authorize: URL, account: string): Promise<URL> {
  const stopping = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
  const { url } = await stopping.choose(await stopping.open(authorize), account)
  return url
}
const expectRefused = ({ status, html }: Page) => {
  expect(status).toBe(403)
  expect(html).toContain('This sign-in is for someone else')
  expect(html).toContain('WB-SIGNIN-004')
  expect(html).not.toContain('Alice')
}

describe("Alice's link", () => {
  it('opened by Bob, twice, is refused before Salesforce hears of it; she is told once', async () => {
    for (let times = 0; times < 2; times++) expectRefused(await throughMicrosoft(createBrowser(), link, 'bob'))
    await alice.sees('Someone else opened your sign-in link')
    expect(await audited('sign_in.wrong_person')).toBe(2)
    await expectUntouched()
    expect(world.salesforce.requests).toHaveLength(0)
    expect(world.logLines.join('')).toContain('WB-SIGNIN-004')
    const [request] = await world.db.query(`select warning_owed as owed from sign_in_requests`)
    expect(request).toEqual({ owed: false })
    expect(alice.reads().filter((message) => message.includes('Someone else opened'))).toHaveLength(1)
  })

  it('fetched ten times by a scanner, HEAD included, is as it was', async () => {
    for (let times = 0; times < 10; times++) {
      const { status, headers } = await fetch(link, { method: times % 2 ? 'HEAD' : 'GET', redirect: 'manual' })
      expect([status, headers.getSetCookie(), headers.get('cache-control')]).toEqual([200, [], 'no-store'])
    }
    expect(await world.db.query(`select 1 from entra_trips where used_at is null`)).toHaveLength(0)
    await expectUntouched()
  })

  it.each([
    ['a page elsewhere', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['a frame without an origin', { origin: 'null' }],
    ['nowhere', {}],
  ])('posted to by %s starts nothing', async (_from, headers) => {
    const { status, headers: answered } = await fetch(link, { method: 'POST', headers, redirect: 'manual', body: new URLSearchParams() })
    expect([status, answered.getSetCookie()]).toEqual([403, []])
    await expectUntouched()
  })
})

describe("Alice's trip", () => {
  it('handed to Bob at her authorize URL is refused where he comes back, and worth nothing in her browser after that', async () => {
    const { browser: hers, url: authorize } = await atAuthorize()
    const callback = await callbackAfter(authorize, 'bob')
    const his = createBrowser()
    expectRefused(await his.choose(await his.open(callback), 'bob'))
    const brought = await fetch(callback, { headers: { cookie: hers.cookies(world.url) }, redirect: 'manual' })
    expect(brought.status).toBe(409)
    await expectUntouched()
  })

  it('ending in Bob’s browser binds nothing, though the code is hers', async () => {
    const { url } = await callbackOf(world, link, 'alice')
    const his = createBrowser()
    expectRefused(await his.choose(await his.open(url), 'bob'))
    await expectUntouched()
  })

  it('given a code that Bob got for his own trip is refused: the code belongs to another verifier', async () => {
    await bob.says('create opportunity name: His amount: 1 stage: Prospecting')
    await bob.sees([SIGN_IN, 'His'])
    const his = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    const { url: hisCallback } = await his.choose(await throughMicrosoft(his, bob.link(SIGN_IN), 'bob'), 'bob')
    const { url, send } = await callbackOf(world, link, 'alice')
    const mixed = new URL(url)
    mixed.searchParams.set('code', hisCallback.searchParams.get('code') ?? '')
    const answer = await send(mixed)
    expect([answer.status, /WB-SIGNIN-\d+/.exec(await answer.text())?.[0]]).toEqual([502, 'WB-SIGNIN-102'])
    expect(await world.db.query(`select 1 from connections`)).toHaveLength(0)
    expect(await world.db.query(`select 1 from waits where outcome is not null`)).toHaveLength(0)
    await bob.presses('Cancel this run')
  })

  it('with Bob’s whole callback in her browser ("login CSRF") connects nothing', async () => {
    await bob.says('create opportunity name: Bait amount: 1 stage: Prospecting')
    await bob.sees([SIGN_IN, 'Bait'])
    const { url: his } = await (async () => {
      const browser = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
      return browser.choose(await throughMicrosoft(browser, bob.link(SIGN_IN), 'bob'), 'bob')
    })()
    const { browser: hers } = await atAuthorize()
    const following = createBrowser()
    following.take(hers)
    expectRefusedAsAlice(await following.choose(await following.open(his), 'alice'))
    expect(await world.db.query(`select 1 from connections`)).toHaveLength(0)
    await bob.presses('Cancel this run')
  })
  const expectRefusedAsAlice = ({ status, html }: Page) => {
    expect([status, /WB-SIGNIN-\d+/.exec(html)?.[0]]).toEqual([403, 'WB-SIGNIN-004'])
  }
})

describe('after all that, the next day', () => {
  it('the link works, and its callback sent twenty times at once makes one token call, one connection, one opportunity', async () => {
    for (const table of ['entra_trips', 'sign_in_attempts', 'browser_sessions'])
      await world.db.query(`update ${table} set expires_at = expires_at - interval '1 day', created_at = created_at - interval '1 day'`)
    await world.db.query(`update sign_in_requests set created_at = created_at - interval '1 day' where ended_at is null`)
    const before = world.salesforce.tokenCalls
    const { send } = await callbackOf(world, link)
    const answers = await Promise.all(Array.from({ length: 20 }, () => send()))
    expect(answers.every(({ status }) => [303, 409].includes(status))).toBe(true)
    await alice.sees('Created the opportunity Acme')
    expect(world.salesforce.tokenCalls).toBe(before + 1)
    expect(await world.db.query(`select 1 from connections`)).toHaveLength(1)
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['Acme'])
  })

  it('and says from then on how it ended: to its owner with the account, to others without', async () => {
    const calls = world.salesforce.requests.length
    const told = await (await fetch(link)).text()
    expect(told).toContain('Connected to Salesforce')
    expect(told).not.toContain('alice@')
    const again = await signsIn(link, { as: 'alice' }).catch((error: unknown) => error)
    expect(String(again)).toContain('has no form')
    expect(world.salesforce.requests.length).toBe(calls)
  })

  it('a button of a card that has ended does nothing any more', async () => {
    const [{ nonce } = { nonce: '' }] = await world.db.query<{ nonce: string }>(`select nonce_hash as nonce from nonces limit 1`)
    const [{ id } = { id: '' }] = await world.db.query<{ id: string }>(`select id from runs where state = 'completed'`)
    for (const data of [
      { press: 'cancelRun', run: id, nonce },
      { press: 'showWaiting', run: id },
    ]) {
      const value = { action: { type: 'Action.Execute', verb: data.press, data } }
      const { body } = await alice.sends(alice.activity({ type: 'invoke', name: 'adaptiveCard/action', value }))
      expect(JSON.stringify(body)).toContain("doesn't wait any more")
    }
    expect(await world.db.query(`select state from runs where id = $1`, [id])).toEqual([{ state: 'completed' }])
  })
})
