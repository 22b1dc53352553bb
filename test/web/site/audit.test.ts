// The audit in the browser: who may read it, what it is narrowed down by, and its exports.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, bob, SANDBOX_TENANT } from '../../../sandbox/people.js'
import { startSiteWorld, type SiteWorld } from './site-world.js'

const RUN = 'createOpportunity-K7F3audit'
let world: SiteWorld
beforeAll(async () => {
  world = await startSiteWorld()
  // A minute apart, from the first of March on: older than what an export holds back.
  await world.db.query(
    `insert into audit (at, event, tenant_id, aad_object_id, run_id, configuration_id, detail)
     select timestamptz '2026-03-01 00:00Z' + n * interval '1 minute', case when n % 10 = 0 then 'sign_in.connected' else 'run.refused' end,
       $1, case when n % 2 = 0 then $2 end, case when n = 7 then $3 end, case when n % 10 = 0 then 'salesforce' end, '{"why":"paused"}'
     from generate_series(0, 119) as n`,
    [SANDBOX_TENANT, alice.aadObjectId, RUN],
  )
  await world.db.query(
    `insert into audit (at, event, detail) select '2026-02-01', 'ask.passed', jsonb_build_object('step', 's', 'to', words) from unnest($1::text[]) as words`,
    [['=HYPERLINK("https://evil.example")', '<script>alert(1)</script>']],
  )
})
afterAll(() => world.close())
beforeEach(() => {
  Object.assign(world.roles, { ADMINS: [], AUTHORS: [], OPERATORS: [bob.aadObjectId] })
})

const events = (html: string): string[] => [...html.matchAll(/<code>([\w.]+)<\/code>/g)].map(([, event = '']) => event)

describe('the audit', () => {
  it('is for admins and operators: an author and a member are refused, in the exports too, and it is noted', async () => {
    world.roles.AUTHORS = [alice.aadObjectId]
    const { browser, page } = await world.comesTo('/audit')
    expect([page.status, page.html.includes('WB-SITE-003')]).toEqual([403, true])
    for (const path of ['/audit', '/audit/export.csv', '/audit/export.jsonl'])
      expect((await world.get(path, browser)).status, path).toBe(403)
    world.roles.ADMINS = [alice.aadObjectId]
    expect((await world.get('/audit', browser)).status).toBe(200)
  })

  it('goes on page by page, newest first, each entry once', async () => {
    const { browser } = await world.comesTo('/audit', bob)
    let at = await browser.open(`${world.url}/audit?to=2026-03-31`)
    const seen: string[] = []
    const moments: string[] = []
    for (;;) {
      seen.push(...events(at.html))
      moments.push(...[...at.html.matchAll(/<time datetime="([^"]+)"/g)].map(([, moment = '']) => moment))
      const next = /href="([^"]*)" rel="next"/.exec(at.html)?.[1]
      if (next === undefined) break
      at = await browser.open(new URL(next.replaceAll('&amp;', '&'), world.url))
    }
    expect(seen).toHaveLength(122)
    expect(moments).toEqual([...moments].sort().reverse())
    expect(Buffer.byteLength(at.html)).toBeLessThan(50_000)
  })

  it('is narrowed down by person, event, run and day, alone and together', async () => {
    const { browser } = await world.comesTo('/audit', bob)
    const count = async (query: string) => events((await browser.open(`${world.url}/audit?${query}&to=2026-03-31`)).html).length
    const asked: readonly (readonly [string, number])[] = [
      ['event=sign_in.connected', 12],
      ['event=sign_in.', 12],
      ['event=ask.passed', 2],
      [`run=${RUN}`, 1],
      [`run=${RUN}&event=sign_in.`, 0],
      [`person=${alice.aadObjectId}&event=sign_in.connected`, 12],
      [`person=${bob.aadObjectId}`, 0],
      ['from=2026-03-01&event=run.refused&person=nobody', 0],
      ['from=2026-02-01&to=2026-02-01', 2],
      [`event=run.refused&run=${RUN}&person=${alice.aadObjectId}`, 0],
    ]
    for (const [query, length] of asked) expect(await count(query), query).toBe(length)
    expect((await browser.open(`${world.url}/audit?run=none`)).html).toContain('No entry fits.')
  })

  it('shows what it holds as text', async () => {
    const { browser } = await world.comesTo('/audit', bob)
    const { html } = await browser.open(`${world.url}/audit?event=ask.passed`)
    expect(html).toContain('to: &lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('<script>')
  })
})

describe('an export', () => {
  const lines = (text: string) => text.trimEnd().split('\n')

  it('has what the page was narrowed down to, whole, as JSON lines, and is an entry itself', async () => {
    const { browser } = await world.comesTo('/audit', bob)
    const answer = await world.get(`/audit/export.jsonl?event=run.refused&person=${alice.aadObjectId}&to=2026-03-31`, browser)
    expect(answer.headers.get('content-type')).toBe('application/jsonl; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="workbot-audit-\d{4}-\d\d-\d\d\.jsonl"$/)
    const entries = lines(await answer.text()).map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(entries).toHaveLength(48)
    expect(new Set(entries.map(({ event, person }) => `${String(event)} ${String(person)}`))).toEqual(
      new Set([`run.refused ${alice.aadObjectId}`]),
    )
    const exported = await world.db.query(
      `select aad_object_id as who, detail from audit where event = 'audit.exported' order by id desc limit 1`,
    )
    expect(exported).toEqual([{ who: bob.aadObjectId, detail: { format: 'jsonl' } }])
  })

  it('as CSV has the same entries, each cell in quotes, and nothing that a spreadsheet would compute', async () => {
    await world.db.query(
      `insert into audit (at, event, tenant_id, run_id, configuration_id, detail)
       select '2026-01-01', 'run.refused', words, words, 'a "quoted" cell', '{"why":"x"}' from unnest($1::text[]) as words`,
      [['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'harmless=1']],
    )
    const { browser } = await world.comesTo('/audit', bob)
    const answer = await world.get('/audit/export.csv?to=2026-01-31', browser)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = await answer.text()
    const [head, ...rows] = text.trimEnd().split('\r\n')
    expect(head).toBe('"id","at","event","tenantId","person","runId","configuration","detail"')
    expect(rows.filter((row) => row.startsWith('"'))).toHaveLength(7)
    for (const words of [`'=1+1`, `'+1`, `'-1`, `'@SUM(A1)`, `'\t=1`, `'\r=1`, 'harmless=1'])
      expect(text).toContain(`,"${words}","a ""quoted"" cell",`)
    expect(text).not.toMatch(/(^|,|\n)"[=+\-@\t\r]/)
    expect(text).toContain('"{""why"":""x""}"')
  })
})
