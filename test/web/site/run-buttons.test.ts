// What a run's buttons do, for whom, and what they refuse; and how an open page learns that something has changed.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, bob } from '../../../sandbox/people.js'
import type { TestBrowser } from '../../support/browser.js'
import { startSiteWorld, type SiteWorld } from './site-world.js'

let world: SiteWorld
let runId: string
beforeAll(async () => {
  world = await startSiteWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  Object.assign(world.roles, { ADMINS: [], AUTHORS: [], OPERATORS: [bob.aadObjectId] })
  for (const table of ['waits', 'effects', 'proposals', 'runs']) await world.db.query(`delete from ${table}`)
  await world.forget()
  runId = (await world.waitFor(alice)).runIds[0] ?? ''
  await world.db.query(`update runs set state = 'waiting_sign_in', temporal_run_id = 'one'`)
})

const run = async () => (await world.db.query(`select stopped_by as "stoppedBy", cancel_asked_at is not null as "isAsked" from runs`))[0]
const outcomes = async () => (await world.db.query<{ outcome: string | null }>(`select outcome from waits`)).map(({ outcome }) => outcome)
const hoursLeft = async () =>
  (await world.db.query<{ hours: number }>(`select (extract(epoch from deadline_at - now()) / 3600)::float8 as hours from waits`))[0]?.hours
const entries = (event: string) =>
  world.db.query(`select aad_object_id as who, detail from audit where run_id = $1 and event = $2`, [runId, event])

describe('Cancel', () => {
  it('by an operator ends what the run waits for, wakes it, and has its receipt name who looks after Workbot', async () => {
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    const answer = await world.post(`/runs/${runId}/cancel`, browser)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/runs/${runId}?said=cancelled`])
    expect(await outcomes()).toEqual(['cancelled'])
    expect(await run()).toEqual({ stoppedBy: bob.aadObjectId, isAsked: true })
    expect(world.woken.map((wait) => wait.runId)).toEqual([runId])
    expect(await entries('run.cancelled')).toEqual([{ who: bob.aadObjectId, detail: { by: bob.aadObjectId } }])
    expect((await browser.open(`${world.url}/runs/${runId}?said=cancelled`)).html).toContain('Cancelled. It ends within seconds')
  })

  it('by its own caller reads as theirs, and by the second of two does nothing', async () => {
    const { browser } = await world.comesTo(`/runs/${runId}`)
    await world.post(`/runs/${runId}/cancel`, browser)
    expect(await run()).toEqual({ stoppedBy: null, isAsked: true })
    const again = await world.post(`/runs/${runId}/cancel`, browser)
    expect(again.headers.get('location')).toBe(`/runs/${runId}?said=not_waiting`)
    expect(await entries('run.cancelled')).toEqual([{ who: alice.aadObjectId, detail: {} }])
  })

  it('of a run at work marks it, so that no further step begins', async () => {
    await world.db.query(`update waits set outcome = 'connected', outcome_at = now()`)
    await world.db.query(`update runs set state = 'running'`)
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    await world.post(`/runs/${runId}/cancel`, browser)
    expect(await run()).toEqual({ stoppedBy: bob.aadObjectId, isAsked: true })
    expect((await browser.open(`${world.url}/runs`)).html).toContain('Cancelled, ends after the step under way')
  })
})

describe('more time, and the card again', () => {
  it('are given by an operator, and noted', async () => {
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    const before = (await hoursLeft()) ?? 0
    expect((await world.post(`/runs/${runId}/extend`, browser, { hours: '24' })).headers.get('location')).toContain('said=extended')
    expect(((await hoursLeft()) ?? 0) - before).toBeCloseTo(24, 1)
    await world.db.query(`update sign_in_requests set shown_revision = revision`)
    expect((await world.post(`/runs/${runId}/resend`, browser)).headers.get('location')).toContain('said=resent')
    expect(await world.db.query(`select from sign_in_requests where shown_revision < revision and ended_at is null`)).toHaveLength(1)
    expect(await entries('run.extended')).toEqual([{ who: bob.aadObjectId, detail: { by: bob.aadObjectId, hours: 24 } }])
    expect(await entries('run.card_resent')).toEqual([{ who: bob.aadObjectId, detail: { by: bob.aadObjectId } }])
  })

  it.each(['', '0', '721', '-1', '1.5', 'x', '1e2'])('with "%s" hours is refused beside the form, and changes nothing', async (hours) => {
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    const before = await hoursLeft()
    const answer = await world.post(`/runs/${runId}/extend`, browser, { hours })
    expect([answer.status, (await answer.text()).includes('Say a whole number of hours')]).toEqual([422, true])
    expect(await hoursLeft()).toBeCloseTo(before ?? 0, 1)
  })
})

describe('Run again', () => {
  const ends = () => world.db.query(`update runs set state = 'failed', ended_at = now(), outcome_sealed = 'x'`)
  const proposals = () => world.db.query(`select kind, proposed_by as by, proposed_by_name as name, answer from proposals`)
  const told = async (browser: TestBrowser) => (await browser.open(`${world.url}/runs/${runId}`)).html.replaceAll('&#39;', "'")

  it('of a run that has ended asks its caller first: the page says by whom, and what they answered', async () => {
    await ends()
    const { browser, page } = await world.comesTo(`/runs/${runId}`, bob)
    expect(page.html).toContain('Ask its caller')
    const answer = await world.post(`/runs/${runId}/again`, browser)
    expect(answer.headers.get('location')).toBe(`/runs/${runId}?said=proposed`)
    expect(await proposals()).toEqual([{ kind: 'again', by: bob.aadObjectId, name: bob.name, answer: null }])
    expect(await entries('run.proposed')).toEqual([{ who: bob.aadObjectId, detail: { kind: 'again', by: bob.aadObjectId } }])
    expect(await world.db.query(`select from runs`)).toHaveLength(1)
    expect(await told(browser)).toContain('Bob Olsen asked Alice Jensen in Teams to run it again.')
    expect(await told(browser)).toContain("hasn't reached Teams yet")
    await world.db.query(`update proposals set card_activity_id = 'there'`)
    expect(await told(browser)).toContain('Not answered yet. It can be answered until')
    expect(await told(browser)).not.toContain('Ask its caller')
    await world.db.query(`update proposals set answer = 'no', answered_at = now()`)
    expect(await told(browser)).toContain('Alice Jensen said no.')
  })

  it('asks once, however often it is pressed, and not of a run that is open', async () => {
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    expect((await world.post(`/runs/${runId}/again`, browser)).headers.get('location')).toBe(`/runs/${runId}?said=open`)
    expect(await proposals()).toEqual([])
    await ends()
    const answers = await Promise.all([1, 2, 3].map(() => world.post(`/runs/${runId}/again`, browser)))
    expect(answers.map(({ headers }) => headers.get('location')?.split('said=')[1]).sort()).toEqual(['proposed', 'waits', 'waits'])
    expect(await proposals()).toHaveLength(1)
  })

  it('is a member’s for their own runs, and for nobody else’s', async () => {
    await ends()
    world.roles.OPERATORS = []
    const colleague = await world.comesTo('/runs', bob)
    expect((await world.post(`/runs/${runId}/again`, colleague.browser)).status).toBe(404)
    expect(await proposals()).toEqual([])
    const { browser, page } = await world.comesTo(`/runs/${runId}`, alice)
    expect(page.html).toContain('Ask me in Teams')
    expect((await world.post(`/runs/${runId}/again`, browser)).headers.get('location')).toContain('said=proposed')
  })
})

describe('Continue from the failed step', () => {
  const ends = (state: string) => world.db.query(`update runs set state = $1, ended_at = now(), outcome_sealed = 'x'`, [state])
  const posts = async (browser: TestBrowser) =>
    (await world.post(`/runs/${runId}/continue`, browser)).headers.get('location')?.split('said=')[1]

  it.each(['failed', 'declined', 'expired'])('of a run that ended as %s asks its caller first', async (state) => {
    await ends(state)
    const { browser, page } = await world.comesTo(`/runs/${runId}`, bob)
    expect(page.html).toContain('Ask its caller to continue')
    expect(await posts(browser)).toBe('proposed')
    expect(await world.db.query(`select kind, answer from proposals`)).toEqual([{ kind: 'continue', answer: null }])
    expect((await browser.open(`${world.url}/runs/${runId}`)).html).toContain('Bob Olsen asked Alice Jensen in Teams to continue it.')
  })

  const reasons: readonly (readonly [why: string, change: string, said: string])[] = [
    ['open', `select`, 'open'],
    ['done', `update runs set state = 'completed', ended_at = now()`, 'completed'],
    ['cancelled by its caller', `update runs set state = 'cancelled', ended_at = now()`, 'cancelled_before'],
    ['stopped by an operator', `update runs set state = 'failed', ended_at = now(), stopped_by = 'shell:op'`, 'cancelled_before'],
    ['lost', `update runs set state = 'lost', ended_at = now()`, 'lost'],
    [
      'called by another',
      `update runs set state = 'failed', ended_at = now(), settings = settings || '{"calledBy": {"run": "x", "step": "call.y", "depth": 1}}'`,
      'called',
    ],
    [
      'continuing another one that it never came to',
      `update runs set state = 'failed', ended_at = now(), settings = settings || '{"continues": {"run": "x"}}'`,
      'did_nothing',
    ],
  ]
  it.each(reasons)('of one that is %s is refused with a sentence, and nobody is asked', async (_why, change, said) => {
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    await world.db.query(change)
    expect(await posts(browser)).toBe(said)
    expect(await world.db.query(`select from proposals`)).toEqual([])
    const page = await browser.open(`${world.url}/runs/${runId}?said=${said}`)
    expect(page.html).toMatch(/class="notice problem" role="alert">[^<]+Nothing was changed/)
    expect(page.html).not.toContain('Ask its caller to continue')
  })

  it('of one that is continued already is refused, unless that one ended before it took anything over', async () => {
    await ends('failed')
    const [, later = ''] = [runId, (await world.waitFor(alice)).runIds[0]]
    await world.db.query(
      `update runs set settings = jsonb_set(settings, '{continues}', json_build_object('run', $1::text)::jsonb) where id = $2`,
      [...[runId, later]],
    )
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    expect(await posts(browser)).toBe('continued')
    expect((await browser.open(`${world.url}/runs/${later}`)).html).toContain('<dt>Continues</dt>')
    await world.db.query(`update runs set state = 'failed', ended_at = now(), outcome_sealed = 'x' where id = $1`, [later])
    expect(await posts(browser)).toBe('proposed')
    await world.db.query(`delete from proposals`)
    await world.db.query(`update runs set carried_at = now() where id = $1`, [later])
    expect(await posts(browser)).toBe('continued')
  })
})

it('no button works from another site’s page, or signed out', async () => {
  const { browser } = await world.comesTo(`/runs/${runId}`, bob)
  for (const button of ['cancel', 'resend', 'extend', 'inputs', 'again', 'continue']) {
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await world.post(`/runs/${runId}/${button}`, browser, { hours: '5' }, { 'sec-fetch-site': site })).status).toBe(403)
    expect((await world.post(`/runs/${runId}/${button}`, browser, { hours: '5' }, { cookie: '' })).status).toBe(401)
  }
  expect(await outcomes()).toEqual([null])
  expect(await entries('run.inputs_shown')).toEqual([])
})

describe('a page that is open', () => {
  /** Reads a stream until it says something of these; @returns all that it said */
  async function follow(browser: TestBrowser, path: string, until: RegExp, meanwhile: () => Promise<unknown>): Promise<string> {
    const page = await browser.open(`${world.url}${path}`)
    const address = /data-live="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const answer = await world.get(address, browser)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    let said = ''
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      if (said === '') await meanwhile()
      said += Buffer.from(chunk).toString()
      if (until.test(said)) return said
    }
    return said
  }

  it('is told that something has changed, and only then', async () => {
    const { browser } = await world.comesTo('/runs', bob)
    for (const path of ['/runs', `/runs/${runId}`]) {
      const said = await follow(browser, path, /changed/, () =>
        world.db.query(`update runs set state = case state when 'stuck' then 'waiting_sign_in' else 'stuck' end`),
      )
      expect(said.match(/event: changed/g)).toHaveLength(1)
      expect(said).not.toContain('Alice')
    }
  })

  const losesRole = () => Promise.resolve(world.roles.OPERATORS.splice(0))
  const signsOut = () => world.db.query(`delete from browser_sessions`)
  it.each([
    ['the role for it is taken away', losesRole],
    ['its visitor signs out elsewhere', signsOut],
  ])('is told no more once %s', async (_when, happens) => {
    const { browser } = await world.comesTo(`/runs/${runId}`, bob)
    expect(await follow(browser, `/runs/${runId}`, /over/, happens)).toContain('event: over')
  })

  it('loads one script of ours, and may ask nobody else; other pages have none', async () => {
    world.roles.ADMINS = [bob.aadObjectId]
    const { browser, page } = await world.comesTo('/runs', bob)
    const sources = [...page.html.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, source = '']) => source)
    expect(sources).toEqual([expect.stringMatching(/^\/assets\/workbot-[\da-f]{12}\.js$/)])
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';connect-src 'self'")
    const script = await fetch(`${world.url}${sources[0] ?? ''}`)
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect((await browser.open(`${world.url}/recipes`)).headers.get('content-security-policy')).not.toContain('script-src')
  })
})
