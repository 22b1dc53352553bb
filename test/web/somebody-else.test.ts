// Another person at the browser, or another browser of the same person: who sits there is proved before a code is used.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { callbackOf, throughMicrosoft } from './support/trip.js'
import { startWebWorld, type WebWorld } from './support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await startWebWorld()
})
beforeEach(() => world.forget())
afterAll(() => world.close())

describe('somebody else', () => {
  it('who opens the link is refused before Salesforce hears of it; its owner is owed one warning and the run still waits', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const calls = world.salesforce.requests.length
    for (let times = 0; times < 2; times++) {
      const browser = createBrowser()
      const refused = await throughMicrosoft(browser, link, 'bob')
      expect(refused.status).toBe(403)
      expect(refused.html).toContain('This sign-in is for someone else.'.slice(0, -1))
      expect(refused.html).toContain('bob@contoso-sales.example')
      expect(refused.html).not.toContain('Alice')
      expect(browser.cookies(world.url)).not.toContain('workbot=')
      const again = await browser.submit(refused)
      expect(again.url.origin).toBe(world.entra.origin)
    }
    expect(world.salesforce.requests.length).toBe(calls)
    expect(await world.outcomes(requestId)).toEqual([null])
    const [row] = await world.db.query<{ warningOwed: boolean; endedAt: Date | null }>(
      `select warning_owed as "warningOwed", ended_at as "endedAt" from sign_in_requests where id = $1`,
      [requestId],
    )
    expect(row).toEqual({ warningOwed: true, endedAt: null })
    expect((await world.audited()).filter((event) => event === 'sign_in.wrong_person')).toHaveLength(2)
    await world.db.query(`update sign_in_requests set warning_owed = false, warned_at = now() where id = $1`, [requestId])
    await throughMicrosoft(createBrowser(), link, 'bob')
    const [warned] = await world.db.query<{ owed: boolean }>(`select warning_owed as owed from sign_in_requests where id = $1`, [requestId])
    expect(warned).toEqual({ owed: false })
  })

  it("who is handed her authorize URL is refused at the callback: no token call, and the code can't be brought back in her browser", async () => {
    const { link, requestId } = await world.waitFor(alice)
    const hers = createBrowser({ stopBefore: `${world.salesforce.url}/services/oauth2/authorize` })
    const authorize = await throughMicrosoft(hers, link)
    expect(authorize.status).toBe(0)
    const tokenCalls = world.salesforce.tokenCalls

    const stopping = createBrowser({ stopBefore: `${world.url}/oauth/callback` })
    const { url: callback } = await stopping.choose(await stopping.open(authorize.url), 'bob')
    const his = createBrowser()
    const refused = await his.choose(await his.open(callback), 'bob')
    expect(refused.status).toBe(403)
    expect(refused.html).toContain('WB-SIGNIN-004')

    const brought = await fetch(callback, { headers: { cookie: hers.cookies(world.url) }, redirect: 'manual' })
    expect(brought.status).toBe(409)
    expect(world.salesforce.tokenCalls).toBe(tokenCalls)
    expect(await world.db.query(`select id from connections`)).toEqual([])
    expect(await world.outcomes(requestId)).toEqual([null])
  })
})

it('in another browser of the same person asks Microsoft there, starts the app trip again, and then connects', async () => {
  const { link } = await world.waitFor(alice)
  const { url } = await callbackOf(world, link)
  const tokenCalls = world.salesforce.tokenCalls
  const phone = createBrowser()
  const microsoft = await phone.open(url)
  expect(microsoft.url.origin).toBe(world.entra.origin)
  const app = await phone.choose(microsoft, 'alice')
  expect(app.url.origin).toBe(world.salesforce.url)
  expect(world.salesforce.tokenCalls).toBe(tokenCalls)
  expect((await phone.choose(app, 'alice')).html).toContain('Connected to Salesforce as')
})

it('in another browser of hers, though she is signed in there too, uses no code, and the trip is over in both', async () => {
  const { link } = await world.waitFor(alice)
  const { url, send } = await callbackOf(world, link)
  const phone = createBrowser()
  await throughMicrosoft(phone, link)
  const tokenCalls = world.salesforce.tokenCalls
  expect((await phone.open(url)).url.origin).toBe(world.entra.origin)
  expect((await send()).status).toBe(409)
  expect(world.salesforce.tokenCalls).toBe(tokenCalls)
})
