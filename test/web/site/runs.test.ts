// The list of runs and a run's page: who sees what, what is told of it, and what its buttons do.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordAudit } from '../../../audit/record.js'
import { beginEffect, finishEffect } from '../../../runs/effects.js'
import { closeRun } from '../../../runs/close-run.js'
import { alice, bob } from '../../../sandbox/people.js'
import { callerOf } from '../support/web-world.js'
import { startSiteWorld, type SiteWorld } from './site-world.js'

let world: SiteWorld
beforeAll(async () => {
  world = await startSiteWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  Object.assign(world.roles, { ADMINS: [], AUTHORS: [], OPERATORS: [bob.aadObjectId] })
  for (const table of ['waits', 'effects', 'runs']) await world.db.query(`delete from ${table}`)
  await world.forget()
})

/** A run that waits for its caller's sign-in to Salesforce. */
async function waiting(person = alice, name = person.name): Promise<string> {
  const { runIds } = await world.waitFor(person, { name })
  const [id = ''] = runIds
  await world.db.query(`update runs set state = 'waiting_sign_in', temporal_run_id = 'one' where id = $1`, [id])
  return id
}
const listed = (html: string): string[] => [...html.matchAll(/href="\/runs\/([\w-]+)"/g)].map(([, id = '']) => id)
const outcomes = () => world.db.query(`select outcome from waits order by created_at`)

describe('the list of runs', () => {
  it('is everybody’s for an operator, newest first, each with its caller, and with what it waits for', async () => {
    const [first, second] = [await waiting(alice), await waiting(bob)]
    const { page } = await world.comesTo('/runs', bob)
    expect(listed(page.html)).toEqual([second, first])
    expect(page.html).toContain('Alice Jensen')
    expect(page.html).toContain('Waiting for a sign-in to Salesforce')
    expect(page.html).toContain('for less than a minute')
  })

  it('is their own for a member and for an author, whatever the address says', async () => {
    const [own] = [await waiting(alice), await waiting(bob)]
    const { browser, page } = await world.comesTo('/runs')
    expect(page.html).toContain('<h1>Your runs</h1>')
    expect(listed(page.html)).toEqual([own])
    world.roles.AUTHORS = [alice.aadObjectId]
    for (const query of [`person=${bob.aadObjectId}`, 'person=Bob', 'state=open']) {
      const again = await browser.open(`${world.url}/runs?${query}`)
      expect(listed(again.html), query).toEqual([own])
    }
  })

  it('is narrowed down by person, state, recipe, app and day, alone and together', async () => {
    const [first, second] = [await waiting(alice), await waiting(bob)]
    await world.db.query(
      `update runs set recipe = 'pipeline', state = 'completed', ended_at = now(), accepted_at = '2026-03-05T10:00Z' where id = $1`,
      [second],
    )
    const { browser } = await world.comesTo('/runs', bob)
    const found = async (query: string) => {
      const { status, html } = await browser.open(`${world.url}/runs?${query}`)
      expect(status, query).toBe(200)
      return listed(html)
    }
    const [all, one, other, none] = [[first, second], [first], [second], []]
    const asked: readonly (readonly [string, readonly string[]])[] = [
      ['', all],
      ['person=ali', one],
      [`person=${bob.email.toUpperCase()}`, other],
      [`person=${alice.aadObjectId}`, one],
      ['person=bob&state=open', none],
      ['person=bob&state=completed&recipe=pipeline', other],
      ['state=waiting_sign_in', one],
      ['state=open&recipe=create-opportunity', one],
      ['state=open&recipe=pipeline', none],
      ['recipe=pipeline', other],
      ['app=salesforce', all],
      ['app=box', none],
      ['recipe=pipeline&app=salesforce&state=completed', other],
      ['from=2026-03-05&to=2026-03-05', other],
      ['to=2026-03-04', none],
      ['from=nonsense&state=tired&recipe=%27%20or%201%3D1&after=x', all],
      ['after=2026-02-31T00:00:00.000000Z_x', all],
      ['from=0000-00-00&to=9999-99-99&person=%00', all],
      ['from=0000-01-01&to=9999-12-31&person=a%00l%00i', one],
    ]
    for (const [query, ids] of asked) expect(await found(query), query).toEqual(ids)
    expect((await browser.open(`${world.url}/runs?person=Zoe%20%3Cb%3E`)).html).toContain('Nobody here is known as “Zoe &lt;b&gt;”.')
    expect((await browser.open(`${world.url}/runs?state=lost`)).html).toContain('No run fits.')
  })

  it('goes on page by page, each run once, also where several were asked for in one moment', async () => {
    await waiting(alice)
    await world.db.query(
      `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, ended_at, accepted_at)
       select 'createOpportunity-' || n, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, 'completed', now(),
         now() - (n / 3) * interval '1 hour' from runs, generate_series(1, 119) as n`,
    )
    const { browser, page } = await world.comesTo('/runs', bob)
    const seen: string[] = []
    let at = page
    for (let pages = 1; ; pages += 1) {
      seen.push(...listed(at.html))
      const next = /href="([^"]*)" rel="next"/.exec(at.html)?.[1]
      if (next === undefined) {
        expect(pages).toBe(3)
        break
      }
      at = await browser.open(new URL(next.replaceAll('&amp;', '&'), world.url))
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120])
    expect(at.html).toContain('>Back to the newest</a>')
    expect(Buffer.byteLength(page.html)).toBeLessThan(50_000)
  })

  it('looks through a thousand for what no index finds, says so, and goes on where it stopped', async () => {
    const last = await waiting(alice)
    await world.db.query(
      `update runs set settings = '{"identities": {"box": {"mode": "shared", "configuration": "box"}}}', accepted_at = now() - interval '1 year'`,
    )
    await world.db.query(
      `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, ended_at, accepted_at)
       select 'createOpportunity-' || n, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, '{"identities": {}}', 'completed', now(),
         now() - n * interval '1 minute' from runs, generate_series(1, 1500) as n`,
    )
    const { browser, page } = await world.comesTo('/runs?app=box', bob)
    // The address is asked again after the sign-in, which keeps a page's path alone.
    const first = await browser.open(`${world.url}/runs?app=box`)
    expect(page.status).toBe(200)
    expect(listed(first.html)).toEqual([])
    expect(first.html).toContain('Older ones may fit.')
    const next = /href="([^"]*)" rel="next"/.exec(first.html)?.[1] ?? ''
    expect(listed((await browser.open(new URL(next.replaceAll('&amp;', '&'), world.url))).html)).toEqual([last])
  })

  it('says in words that there is nothing, to an operator and to a member', async () => {
    expect((await world.comesTo('/runs', bob)).page.html).toContain('Nobody has run anything yet.')
    expect((await world.comesTo('/runs')).page.html).toContain('You have no runs yet.')
  })

  it('shows hostile names as text', async () => {
    await waiting(alice, '"><script>alert(1)</script><img src=x onerror=alert(2)>')
    const { browser, page } = await world.comesTo('/runs', bob)
    const run = await browser.open(`${world.url}/runs/${listed(page.html)[0] ?? ''}`)
    for (const { html } of [page, run]) {
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      expect(html).not.toMatch(/<script>|<img/)
    }
  })
})

describe('a run’s page', () => {
  /** Alice signed in, one step was done as her, another as the shared account, a third was sent; then Bob looked. */
  async function storied(): Promise<string> {
    const runId = await waiting(alice)
    await world.db.query(`update waits set outcome = 'connected', outcome_at = now() where run_id = $1`, [runId])
    const step = { runId, app: 'salesforce', action: 'createOpportunity', connectionId: crypto.randomUUID(), accountKey: 'k', signer: null }
    const personal = {
      ...step,
      stepKey: 'salesforce.createOpportunity',
      appAccount: 'alice@contoso-sales.example',
      identity: 'personal',
    } as const
    await beginEffect(world.db, world.keys, personal)
    await finishEffect(world.db, world.keys, { ...personal, result: { id: '006' } })
    const shared = {
      ...step,
      stepKey: 'box.createFolder deals',
      app: 'box',
      appAccount: 'integration@contoso.example',
      identity: 'shared',
    } as const
    await beginEffect(world.db, world.keys, shared)
    const read = {
      step: 'salesforce.listOpportunities',
      app: 'salesforce',
      action: 'listOpportunities',
      kind: 'read',
      identity: 'personal',
    }
    await recordAudit(world.db, {
      ...{ event: 'action.performed', caller: callerOf(alice), runId },
      detail: { ...read, account: 'alice@contoso-sales.example', org: 'Contoso', connectionId: crypto.randomUUID() },
    })
    return runId
  }

  it('tells what happened in order, as whom in Teams and as whom in each app, and links to Temporal', async () => {
    const runId = await storied()
    const { page } = await world.comesTo(`/runs/${runId}`, bob)
    expect(page.url.pathname).toBe(`/runs/${runId}`)
    const sentences = [...page.html.matchAll(/<td data-label="What">([^<]*)<\/td>/g)].map(([, words = '']) =>
      words.replaceAll('&#39;', "'"),
    )
    expect(sentences).toEqual([
      'Alice Jensen asked for it.',
      expect.stringMatching(/^Alice Jensen was asked to sign in to Salesforce, until \d{4}-/),
      'Alice Jensen signed in to Salesforce.',
      "Salesforce: create opportunity: done, as alice@contoso-sales.example (Alice Jensen's own connection).",
      "Box: create folder deals: sent, as integration@contoso.example (the shared connection). Whether it was done isn't known yet.",
      "Salesforce: list opportunities: read, as alice@contoso-sales.example (Alice Jensen's own connection).",
    ])
    expect(page.html).toContain(`href="http://temporal.example:8080/namespaces/workbot/workflows/${runId}/one/history"`)
    expect(page.html).not.toContain('50,000')
    expect(Buffer.byteLength(page.html)).toBeLessThan(50_000)
  })

  it('of somebody else is not there for a member, nor for an author, and each try is noted', async () => {
    const runId = await waiting(bob)
    world.roles.AUTHORS = [alice.aadObjectId]
    const { browser, page } = await world.comesTo(`/runs/${runId}`)
    const unknown = await browser.open(`${world.url}/runs/createOpportunity-none`)
    for (const { status, html } of [page, unknown]) expect([status, html.includes('WB-SITE-007')]).toEqual([404, true])
    expect(unknown.html).toBe(page.html)
    for (const button of ['cancel', 'resend', 'inputs']) expect((await world.post(`/runs/${runId}/${button}`, browser)).status).toBe(404)
    expect((await world.post(`/runs/${runId}/extend`, browser, { hours: '5' })).status).toBe(403)
    expect((await world.get(`/runs/${runId}/live`, browser)).status).toBe(404)
    expect(await outcomes()).toEqual([{ outcome: null }])
    expect((await world.audited()).filter((event) => event === 'site.refused')).toHaveLength(7)
  })

  it('shows what was entered to an operator and to its caller, by the labels of its form, and notes each look', async () => {
    const runId = await waiting(alice)
    const operator = await world.comesTo(`/runs/${runId}`, bob)
    expect(operator.page.html).not.toContain('Acme')
    const shown = await (await world.post(`/runs/${runId}/inputs`, operator.browser)).text()
    expect(shown).toMatch(/<dt>Opportunity name<\/dt>\s*<dd>Acme<\/dd>/)
    const own = await world.comesTo(`/runs/${runId}`, alice)
    expect(await (await world.post(`/runs/${runId}/inputs`, own.browser)).text()).toContain('<dd>50,000</dd>')
    const looks = await world.db.query(
      `select aad_object_id as who, run_id as run from audit where event = 'run.inputs_shown' order by id desc limit 2`,
    )
    expect(looks).toEqual([alice, bob].map(({ aadObjectId }) => ({ who: aadObjectId, run: runId })))
    expect((await operator.browser.open(`${world.url}/runs/${runId}`)).html).toContain('Bob Olsen looked at what was entered.')
  })

  it('hides what was entered from an admin who is no operator, over HTTP too', async () => {
    Object.assign(world.roles, { ADMINS: [bob.aadObjectId], OPERATORS: [] })
    const runId = await waiting(alice)
    const { browser, page } = await world.comesTo(`/runs/${runId}`, bob)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('Show what was entered')
    const answer = await world.post(`/runs/${runId}/inputs`, browser)
    expect([answer.status, (await answer.text()).includes('Acme')]).toEqual([404, false])
    expect(await world.audited()).not.toContain('run.inputs_shown')
  })

  it('offers what fits: nothing to do for a run that has ended, no more time from its own caller', async () => {
    const runId = await waiting(alice)
    const own = await world.comesTo(`/runs/${runId}`)
    expect(own.page.html).toContain('Cancel this run')
    expect(own.page.html).not.toContain('Give it more time')
    await world.db.query(`update waits set outcome = 'cancelled', outcome_at = now()`)
    await closeRun(world.db, world.keys, { runId, state: 'cancelled', outcome: {} })
    const ended = await own.browser.open(`${world.url}/runs/${runId}`)
    expect(ended.html).not.toContain('Cancel this run')
    expect(ended.html).toContain('Its caller hasn&#39;t been told yet')
  })
})
