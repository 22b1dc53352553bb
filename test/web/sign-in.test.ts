// The sign-in by browser: from the link to Connected, and what the link says before and after.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, bob } from '../../sandbox/people.js'
import { createBrowser } from '../support/browser.js'
import { callbackOf, signIn } from './support/trip.js'
import { startWebWorld, type WebWorld } from './support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await startWebWorld()
})
beforeEach(() => world.forget())
afterAll(() => world.close())

describe('a sign-in', () => {
  it('goes from the link over Microsoft and Salesforce to Connected, wakes every waiting run, and leaves no code in the address', async () => {
    const { link, requestId, runIds } = await world.waitFor(alice, { runs: 3 })
    const browser = createBrowser()
    const page = await browser.open(link)
    expect(page.html).toContain('Sign in to Salesforce to continue 3 runs')
    expect(page.html).toContain('Contoso Production')
    expect(page.html).toContain('Alice Jensen')

    const end = await signIn(browser, link)
    expect(end.url.pathname).toMatch(/^\/signed-in\//)
    expect(end.url.search).toBe('')
    expect(end.status).toBe(200)
    expect(end.html).toContain('Connected to Salesforce as alice@contoso-sales.example')

    const access = await world.accessOf(alice)
    expect(access).toMatchObject({
      kind: 'ready',
      connection: { accountName: 'alice@contoso-sales.example', orgName: 'Contoso Sales', host: world.salesforce.url, version: 1 },
    })
    expect(await world.outcomes(requestId)).toEqual(['connected', 'connected', 'connected'])
    expect(world.woken.map(({ runId }) => runId).sort()).toEqual([...runIds].sort())
    expect(await world.audited()).toEqual(['sign_in.started', 'sign_in.connected'])
  })

  it('asks Microsoft nothing again in the same browser, and replaces the connection: the old grant is owed its end', async () => {
    const browser = createBrowser()
    await signIn(browser, (await world.waitFor(alice)).link)
    const before = await world.db.query<{ version: number }>(`select version from connections`)
    const page = await browser.submit(await browser.open((await world.waitFor(alice)).link))
    expect(page.url.origin).toBe(world.salesforce.url)
    expect((await browser.choose(page, 'alice')).html).toContain('Connected to Salesforce')
    const after = await world.db.query<{ version: number }>(`select version from connections`)
    expect(after[0]!.version).toBe(before[0]!.version + 1)
    const owed = await world.db.query<{ why: string }>(`select why from revocations where why = 'replaced'`)
    expect(owed.length).toBeGreaterThan(0)
  })

  it('keeps no token, code, state or verifier in the clear in the database, the log or the pages', async () => {
    const { link } = await world.waitFor(alice)
    const callback = await callbackOf(world, link)
    const end = await callback.send()
    expect(end.status).toBe(303)
    const access = await world.accessOf(alice)
    const { url, cookie } = callback
    const canaries = [url.searchParams.get('code')!, url.searchParams.get('state')!, /workbot=([\w-]+)/.exec(cookie)![1]!]
    if (access.kind === 'ready') canaries.push(access.accessToken.reveal())
    const dump = JSON.stringify(
      await Promise.all(
        ['connections', 'sign_in_attempts', 'sign_in_requests', 'browser_sessions', 'entra_trips', 'revocations', 'audit'].map((table) =>
          world.db.query(`select * from ${table}`),
        ),
      ),
    )
    expect(canaries).toHaveLength(4)
    for (const canary of canaries) {
      expect(dump).not.toContain(canary)
      expect(world.logged.join('')).not.toContain(canary)
      expect(await end.clone().text()).not.toContain(canary)
    }
  })
})

describe('a link', () => {
  it('that Workbot did not make is answered in words, and finds nothing', async () => {
    const { link } = await world.waitFor(alice)
    const forged = [
      link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A') + 'x',
      link.replace(/\.[\w-]+$/, `.${'A'.repeat(43)}`),
      `${world.url}/connect/nonsense`,
      `${world.url}/connect/%E0%A4%A`,
    ]
    for (const url of forged) {
      const response = await fetch(url)
      expect([400, 404]).toContain(response.status)
      expect(await response.text()).toMatch(/Code WB-(SIGNIN-001|WEB-003)/)
    }
  })

  it('fetched ten times by a scanner still works, and nothing was consumed by that', async () => {
    const { link } = await world.waitFor(alice)
    const count = () =>
      world.db.query<{ trips: number; attempts: number }>(
        `select (select count(*)::int from entra_trips) as trips, (select count(*)::int from sign_in_attempts) as attempts`,
      )
    const before = await count()
    for (let times = 0; times < 10; times++) expect((await fetch(link)).status).toBe(200)
    expect(await count()).toEqual(before)
    const browser = createBrowser()
    expect((await signIn(browser, link)).html).toContain('Connected to Salesforce')
  })

  it('says how its request ended, and names the account only to its owner', async () => {
    const { link, requestId } = await world.waitFor(alice)
    const browser = createBrowser()
    await signIn(browser, link)
    expect((await browser.open(link)).html).toContain('alice@contoso-sales.example')
    const stranger = await fetch(link)
    const text = await stranger.text()
    expect(text).toContain('Connected to Salesforce')
    expect(text).not.toContain('alice@')

    for (const [outcome, words] of [
      ['expired', 'Nobody signed in in time'],
      ['cancelled', 'no longer needed'],
      ['declined', 'You chose Deny'],
    ]) {
      await world.db.query(`update sign_in_requests set outcome = $2 where id = $1`, [requestId, outcome])
      const ended = await fetch(link)
      expect(ended.status).toBe(410)
      expect(await ended.text()).toContain(words)
      expect(
        (await browser.submit({ ...(await browser.open(link)), html: `<form action="${new URL(link).pathname}"></form> ` })).html,
      ).toContain(words)
    }
  })

  it('starts a trip only from its own page', async () => {
    const { link } = await world.waitFor(alice)
    const post = (headers: Record<string, string>) => fetch(link, { method: 'POST', headers, redirect: 'manual' })
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site', origin: world.url },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      const response = await post(headers)
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('WB-SIGNIN-002')
    }
    for (const headers of [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, { origin: world.url }]) {
      const response = await post(headers)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('<meta http-equiv="refresh"')
    }
  })
})

it('hostile names in a card are escaped on the page', async () => {
  const { link } = await world.waitFor(bob, { name: `<script>alert(1)</script>"'&` })
  const text = await (await fetch(link)).text()
  expect(text).not.toContain('<script>')
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
})
