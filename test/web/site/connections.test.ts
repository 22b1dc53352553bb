// Connections in the browser: whose are listed to whom, what ends them, and the app's own proof that they ended.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drainRevocations } from '../../../connections/revocations.js'
import { createLogger } from '../../../log.js'
import { alice, bob, SANDBOX_TENANT } from '../../../sandbox/people.js'
import { createBrowser } from '../../support/browser.js'
import { signIn } from '../support/trip.js'
import { startSiteWorld, type SiteWorld } from './site-world.js'

let world: SiteWorld
beforeAll(async () => {
  world = await startSiteWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  Object.assign(world.roles, { ADMINS: [], AUTHORS: [], OPERATORS: [bob.aadObjectId] })
  for (const table of ['waits', 'runs', 'disconnects']) await world.db.query(`delete from ${table}`)
  await world.forget()
})

/** Alice signs in to Salesforce; @returns her connection's id, and her tokens in the clear */
async function connected(): Promise<{ id: string; tokens: readonly string[] }> {
  const { link } = await world.waitFor(alice)
  await signIn(createBrowser(), link)
  const [row] = await world.db.query<{ id: string; sealed: string }>(`select id, tokens_sealed as sealed from connections`)
  const { accessToken, refreshToken } = await world.unseal(row?.sealed ?? '', row?.id ?? '')
  return { id: row?.id ?? '', tokens: [accessToken.reveal(), refreshToken?.reveal() ?? ''] }
}
/** Connections of people who never were. `each`: what is put in beside, in SQL about `n`. */
const add = (count: number, each: { state?: string; used?: string; connected?: string } = {}) =>
  world.db.query(
    `insert into connections (kind, tenant_id, aad_object_id, configuration_id, state, account_key, account_name, org_id, org_name, host, tokens_sealed, connected_at, last_used_at)
     select 'personal', $1, gen_random_uuid()::text, 'salesforce', ${each.state ?? `'connected'`}, 'k' || n, 'person-' || n || '@contoso.example', 'org', 'Contoso', 'https://x.example',
       'sealed', ${each.connected ?? `now() - (n / 3) * interval '1 hour'`}, ${each.used ?? 'null'} from generate_series(1, $2) as n`,
    [SANDBOX_TENANT, count],
  )
const accounts = (html: string): string[] => [...html.matchAll(/<td data-label="Account">([^<]*)</g)].map(([, name = '']) => name)
const left = async () => (await world.db.query(`select from connections`)).length
const isLive = async (token: string): Promise<boolean> => {
  const answer = await fetch(`${world.standIn.url}/services/oauth2/introspect`, {
    method: 'POST',
    body: new URLSearchParams({ token, client_id: 'workbot', client_secret: 's'.repeat(32) }),
  })
  return ((await answer.json()) as { active: boolean }).active
}

describe('the list of connections', () => {
  it('is everybody’s for an operator, by person, app, state and last use; never with a token', async () => {
    const { tokens } = await connected()
    await add(1, { state: `'needs_sign_in'`, used: `now() - interval '40 days'`, connected: `now() - interval '100 days'` })
    const { browser, page } = await world.comesTo('/connections', bob)
    const found = async (query: string) => accounts((await browser.open(`${world.url}/connections?${query}`)).html)
    const [hers, other] = [['alice@contoso-sales.example'], ['person-1@contoso.example']]
    const asked: readonly (readonly [string, readonly string[]])[] = [
      ['', [...hers, ...other]],
      ['state=connected', hers],
      ['state=needs_sign_in', other],
      ['state=needs_sign_in&app=salesforce', other],
      ['app=salesforce&used=never', hers],
      ['used=not_for_a_month', other],
      ['used=not_for_three_months', []],
      ['used=day', []],
      ['person=alice', hers],
      [`person=${alice.aadObjectId}&state=connected`, hers],
      ['person=PERSON-1%40contoso.example', other],
      ['person=alice&state=needs_sign_in', []],
      ['app=nothing&state=tired&used=x&after=2026-01-01T00:00:00.000000Z_x', [...hers, ...other]],
    ]
    for (const [query, names] of asked) expect(await found(query), query).toEqual(names)
    expect((await browser.open(`${world.url}/connections?person=zoe`)).html).toContain('Nobody here is known as “zoe”.')
    for (const token of [...tokens, 'sealed']) expect(page.html).not.toContain(token)
  })

  it('goes on page by page, each connection once', async () => {
    await add(120)
    const { browser, page } = await world.comesTo('/connections', bob)
    const seen: string[] = []
    let at = page
    for (;;) {
      seen.push(...accounts(at.html))
      const next = /href="([^"]*)" rel="next"/.exec(at.html)?.[1]
      if (next === undefined) break
      at = await browser.open(new URL(next.replaceAll('&amp;', '&'), world.url))
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120])
    expect(Buffer.byteLength(page.html)).toBeLessThan(50_000)
  })

  it('says in words that there is nothing', async () => {
    expect((await world.comesTo('/connections', bob)).page.html).toContain('Nobody has connected anything yet.')
    expect((await world.comesTo('/connections')).page.html).toContain('You have no personal connections.')
  })

  it('is their own for a member, whatever the address says; the page of another isn’t there, and each try is noted', async () => {
    await connected()
    await add(1)
    const { browser } = await world.comesTo('/connections')
    for (const path of ['/connections', '/connections?person=person-1', `/connections/people/${alice.aadObjectId}`])
      expect(accounts((await browser.open(`${world.url}${path}`)).html), path).toEqual(['alice@contoso-sales.example'])
    const [other] = await world.db.query<{ id: string; owner: string }>(
      `select id, aad_object_id as owner from connections where aad_object_id <> $1`,
      [alice.aadObjectId],
    )
    const hidden = [other?.owner, randomUUID(), 'x', '%27'].map((id) => `/connections/people/${id ?? ''}`)
    for (const path of hidden) expect((await world.get(path, browser)).status, path).toBe(404)
    for (const id of [other?.id, randomUUID(), 'x'])
      expect((await world.post(`/connections/${id ?? ''}/disconnect`, browser)).status).toBe(404)
    expect((await world.post(`/connections/people/${other?.owner ?? ''}/disconnect`, browser)).status).toBe(403)
    expect(await left()).toBe(2)
    expect((await world.audited()).filter((event) => event === 'site.refused')).toHaveLength(8)
  })

  it('shows hostile names as text', async () => {
    await add(1)
    await world.db.query(`update connections set account_name = $1, org_name = $1`, ['"><script>alert(1)</script>'])
    const { browser, page } = await world.comesTo('/connections', bob)
    const [, owner = ''] = /href="\/connections\/people\/([\w-]+)"/.exec(page.html) ?? []
    for (const { html } of [page, await browser.open(`${world.url}/connections/people/${owner}`)]) {
      expect(html).toContain('&lt;script&gt;')
      expect(html).not.toContain('<script>')
    }
  })
})

describe('Disconnect', () => {
  it('by an operator deletes it here, has the app end it, and shows the app’s confirmation', async () => {
    const { id, tokens } = await connected()
    expect(await Promise.all(tokens.map(isLive))).toEqual([true, true])
    const person = `/connections/people/${alice.aadObjectId}`
    const { browser, page } = await world.comesTo(person, bob)
    expect(page.html).toContain('Connections of Alice Jensen')
    expect(page.html).toContain('One open run pauses at its next step')
    const answer = await world.post(`/connections/${id}/disconnect`, browser)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${person}?said=disconnected`])
    expect(await left()).toBe(0)
    expect((await browser.open(`${world.url}${person}?said=disconnected`)).html).toContain('Being ended there now.')
    const { db, unseal, findClient } = world
    await drainRevocations({ db, unseal, findClient, log: createLogger('test', 'silent') })
    expect((await browser.open(`${world.url}${person}`)).html).toContain('Ended there too: confirmed at')
    expect(await Promise.all(tokens.map(isLive))).toEqual([false, false])
    const [entry] = await db.query(`select detail from audit where event = 'connection.disconnected' order by id desc limit 1`)
    expect(entry).toMatchObject({ detail: { why: 'operator', by: bob.aadObjectId } })
  })

  it('of everything ends all of one person’s, their sign-ins and the runs that act as them, and nobody else’s', async () => {
    await connected()
    await add(1)
    await world.waitFor(alice)
    const { browser } = await world.comesTo('/connections', bob)
    const answer = await world.post(`/connections/people/${alice.aadObjectId}/disconnect`, browser)
    expect(answer.headers.get('location')).toContain('said=everything')
    expect(await world.db.query(`select account_name as name from connections`)).toEqual([{ name: 'person-1@contoso.example' }])
    expect(await world.db.query(`select from runs where ended_at is null and cancel_asked_at is null`)).toEqual([])
    expect(await world.db.query(`select distinct stopped_by as by from runs`)).toEqual([{ by: bob.aadObjectId }])
  })

  it('by its owner reads as theirs, and a second press does nothing', async () => {
    const { id } = await connected()
    const { browser } = await world.comesTo('/connections')
    await world.post(`/connections/${id}/disconnect`, browser)
    expect((await world.post(`/connections/${id}/disconnect`, browser)).status).toBe(404)
    expect(await world.db.query(`select why from disconnects`)).toEqual([{ why: 'asked' }])
    expect((await browser.open(`${world.url}/connections`)).html).toContain('by its owner')
  })

  it('does nothing from another site’s page, or signed out', async () => {
    const { id } = await connected()
    const { browser } = await world.comesTo('/connections', bob)
    for (const path of [`/connections/${id}/disconnect`, `/connections/people/${alice.aadObjectId}/disconnect`]) {
      for (const site of ['cross-site', 'same-site', 'none'])
        expect((await world.post(path, browser, {}, { 'sec-fetch-site': site })).status).toBe(403)
      expect((await world.post(path, browser, {}, { cookie: '' })).status).toBe(401)
    }
    expect(await left()).toBe(1)
  })
})
