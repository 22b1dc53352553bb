// The OAuth callback: used once, ours only, and every way in which an app can fail.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { callbackOf, signIn, throughMicrosoft } from './support/trip.js'
import { startWebWorld, type WebWorld } from './support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await startWebWorld()
})
beforeEach(() => world.forget())
afterAll(() => world.close())

describe('the callback', () => {
  it('sent twenty times at once makes one token call and one connection', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    const tokenCalls = world.salesforce.tokenCalls
    const answers = await Promise.all(Array.from({ length: 20 }, () => callback.send()))
    expect(world.salesforce.tokenCalls).toBe(tokenCalls + 1)
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThan(0)
    expect(answers.every(({ status }) => status === 303 || status === 409)).toBe(true)
    for (const answer of answers.filter(({ status }) => status === 409))
      expect(await answer.text()).toContain('This sign-in step was used already')
    expect(await world.db.query(`select id from connections`)).toHaveLength(1)
    expect(await world.outcomes(requestId)).toEqual(['connected'])
  })

  it('with a state that is not ours, or of another configuration, is refused without a token call', async () => {
    const { link } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    const tokenCalls = world.salesforce.tokenCalls
    const elsewhere = new URL(callback.url)
    elsewhere.pathname = '/oauth/callback/hostile'
    const guessed = new URL(callback.url)
    guessed.searchParams.set('state', 'x'.repeat(43))
    for (const target of [elsewhere, guessed, new URL(`${world.url}/oauth/callback/salesforce`)]) {
      const answer = await callback.send(target)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('WB-SIGNIN-005')
    }
    expect(world.salesforce.tokenCalls).toBe(tokenCalls)
    expect((await callback.send()).status).toBe(303)
  })

  it('of another issuer is refused without a token call', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    const tokenCalls = world.salesforce.tokenCalls
    const mixedUp = new URL(callback.url)
    mixedUp.searchParams.set('iss', 'https://hostile.example')
    const answer = await callback.send(mixedUp)
    expect(answer.status).toBe(502)
    expect(world.salesforce.tokenCalls).toBe(tokenCalls)
    expect(await world.outcomes(requestId)).toEqual([null])
  })

  it('after ten minutes says so and leads on; the request lives', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    await world.db.query(`update sign_in_attempts set expires_at = now() - interval '1 second' where request_id = $1`, [requestId])
    const answer = await callback.send()
    expect(answer.status).toBe(410)
    const text = await answer.text()
    expect(text).toContain('That took longer than 10 minutes')
    expect(text).toContain('action="/connect/')
    expect(await world.outcomes(requestId)).toEqual([null])
  })

  it('of a request that was cancelled meanwhile calls nobody and says how it ended', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    await world.db.query(`update sign_in_requests set ended_at = now(), outcome = 'cancelled' where id = $1`, [requestId])
    const tokenCalls = world.salesforce.tokenCalls
    const browser = await fetch(callback.url, { headers: { cookie: callback.cookie } })
    expect(browser.status).toBe(410)
    expect(await browser.text()).toContain('no longer needed')
    expect(world.salesforce.tokenCalls).toBe(tokenCalls)
  })

  it('keeps at most three trips of a request alive', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    for (let times = 0; times < 4; times++) {
      await fetch(link, { method: 'POST', headers: { cookie: callback.cookie, 'sec-fetch-site': 'same-origin' } })
    }
    const [live] = await world.db.query<{ count: number }>(
      `select count(*)::int as count from sign_in_attempts where request_id = $1 and used_at is null`,
      [requestId],
    )
    expect(live?.count).toBe(3)
    expect((await callback.send()).status).toBe(409)
  })
})

describe('the app', () => {
  it('that was told Deny ends the request and its waits as declined', async () => {
    const { link, requestId, runIds } = await world.waitFor(alice, { runs: 2 })
    const browser = createBrowser()
    const end = await signIn(browser, link, { account: '' })
    expect(end.status).toBe(410)
    expect(end.url.search).toBe('')
    expect(end.html).toContain('You chose Deny at Salesforce')
    expect(await world.outcomes(requestId)).toEqual(['declined', 'declined'])
    expect(world.woken.filter(({ runId }) => runIds.includes(runId))).toHaveLength(2)
    expect(await world.audited()).toContain('sign_in.declined')
  })

  it.each([
    ['another OAuth error', { kind: 'deny', error: 'server_error' } as const, 'WB-SIGNIN-102'],
    ['a 500 at the token endpoint', { kind: 'status', status: 500, path: '/services/oauth2/token' } as const, 'WB-SIGNIN-103'],
    ['a page of HTML for a token', { kind: 'html', path: '/services/oauth2/token' } as const, 'WB-SIGNIN-103'],
    ['a lost token answer', { kind: 'drop', path: '/services/oauth2/token' } as const, 'WB-SIGNIN-103'],
    ['no word on whose account it is', { kind: 'status', status: 500, path: '/id/', times: 2 } as const, 'WB-SIGNIN-103'],
  ])('that answers %s is told in words with a code; the request lives and the next try works', async (_name, fault, code) => {
    const { link, requestId } = await world.waitFor(alice)
    const browser = createBrowser()
    world.salesforce.addFault(fault)
    const opened = await throughMicrosoft(browser, link)
    const failed = fault.kind === 'deny' ? opened : await browser.choose(opened, 'alice')
    expect(failed.status).toBe(502)
    expect(failed.html).toContain(`Code ${code}`)
    expect(world.logged.at(-1)).toContain(code)
    expect(world.logged.at(-1)).not.toContain('code=')
    expect(await world.outcomes(requestId)).toEqual([null])
    world.salesforce.clearFaults()
    expect((await browser.choose(await browser.submit(failed), 'alice')).html).toContain('Connected to Salesforce')
  })

  it('whose account stays unknown has its new grant ended', async () => {
    const { link } = await world.waitFor(alice)
    world.salesforce.addFault({ kind: 'status', status: 500, path: '/id/', times: 2 })
    await signIn(createBrowser(), link)
    const why = await world.db.query<{ why: string }>(`select why from revocations where why = 'unavailable'`)
    expect(why).toHaveLength(1)
  })
})
