// A sign-in that comes after more than eight hours: what waited is asked about, in the browser of its owner only, and each run is answered once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, bob } from '../../sandbox/people.js'
import { createBrowser, type Page, type TestBrowser } from '../support/browser.js'
import { callbackOf, signIn } from './support/trip.js'
import { startWebWorld, type WaitingSignIn, type WebWorld } from './support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await startWebWorld()
})
beforeEach(() => world.forget())
afterAll(() => world.close())

const age = (runIds: readonly string[], by = '8 hours 1 minute') =>
  world.db.query(`update waits set created_at = now() - $2::interval where run_id = any($1)`, [runIds, by])

/** Alice's runs, of which so many have waited for long. */
async function waiting({ old, fresh }: { old: number; fresh: number }): Promise<WaitingSignIn & { oldIds: readonly string[] }> {
  const all = await world.waitFor(alice, { runs: old + fresh })
  const oldIds = all.runIds.slice(0, old)
  await age(oldIds)
  return { ...all, oldIds }
}

const outcomesOf = async (runIds: readonly string[]) =>
  (
    await world.db.query<{ outcome: string | null }>(
      `select outcome from waits where run_id = any($1) order by array_position($1, run_id)`,
      [runIds],
    )
  ).map(({ outcome }) => outcome)
const press = (browser: TestBrowser, page: Page, decision: 'go_on' | 'cancel', form = 0) => browser.submit(page, { decision }, form)
const questions = ({ html }: Page) => html.split('action="/still/').length - 1
const wokenRuns = () => world.woken.map(({ runId }) => runId)

describe('a sign-in', () => {
  it('that ends a wait of less than eight hours asks nothing', async () => {
    const { link, runIds } = await world.waitFor(alice)
    await age(runIds, '7 hours 59 minutes')
    const page = await signIn(createBrowser(), link)
    expect(questions(page)).toBe(0)
    expect(wokenRuns()).toEqual(runIds)
  })

  it('that comes later asks on the page whether the run should still be done, and yes wakes it', async () => {
    const { link, oldIds } = await waiting({ old: 1, fresh: 0 })
    const browser = createBrowser()
    const page = await signIn(browser, link)
    expect(page.html).toContain('Still do Create opportunity?')
    expect(page.html).toContain('Acme')
    expect(page.url.pathname).toMatch(/^\/signed-in\//)
    expect(world.woken).toEqual([])
    expect(await outcomesOf(oldIds)).toEqual([null])
    expect((await world.accessOf(alice)).kind).toBe('ready')

    const answered = await press(browser, page, 'go_on')
    expect(answered.html).toContain('The result is in Teams.')
    expect(wokenRuns()).toEqual(oldIds)
    expect(await outcomesOf(oldIds)).toEqual(['connected'])
    expect((await world.audited()).slice(-2)).toEqual(['sign_in.connected', 'run.still_wanted'])
  })

  it('of several runs sends the new ones on, and asks about each old one by itself', async () => {
    const { link, runIds, oldIds } = await waiting({ old: 2, fresh: 2 })
    const browser = createBrowser()
    const page = await signIn(browser, link)
    expect(page.html).toContain('Still do these 2 runs?')
    expect(page.html).toContain('What you asked for since then goes on already.')
    expect(await outcomesOf(runIds)).toEqual([null, null, 'connected', 'connected'])
    expect(wokenRuns().sort()).toEqual(runIds.slice(2).sort())

    const left = await press(browser, page, 'cancel', 0)
    expect(questions(left)).toBe(1)
    const done = await press(browser, left, 'go_on')
    expect(questions(done)).toBe(0)
    expect((await outcomesOf(oldIds)).sort()).toEqual(['cancelled', 'connected'])
    expect(new Set(wokenRuns())).toEqual(new Set(runIds))
  })

  it('is answered once: of many presses at once one counts, and the others are told so', async () => {
    const { link, oldIds } = await waiting({ old: 1, fresh: 0 })
    const browser = createBrowser()
    const page = await signIn(browser, link)
    const answers = await Promise.all((['go_on', 'cancel', 'go_on', 'cancel'] as const).map((decision) => press(browser, page, decision)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.html).toContain('WB-SIGNIN-012')
    expect(wokenRuns()).toEqual(oldIds)
    expect(await outcomesOf(oldIds)).not.toContain(null)
  })

  it('is asked about in its owner’s browser only: others learn neither what waits nor answer it', async () => {
    const { link, oldIds } = await waiting({ old: 1, fresh: 0 })
    const page = await signIn(createBrowser(), link)
    const stranger = await createBrowser().open(link)
    expect(stranger.html).toContain('Teams asks whether it should still be done.')
    expect(stranger.html).not.toContain('Acme')
    // Bob is signed in at Microsoft as himself, and has the page's form.
    const his = createBrowser()
    await signIn(his, (await world.waitFor(bob)).link, { person: 'bob' })
    for (const browser of [createBrowser(), his]) expect((await press(browser, page, 'go_on')).status).toBe(409)
    expect(wokenRuns()).not.toContain(oldIds[0])
    expect(await outcomesOf(oldIds)).toEqual([null])
  })

  it('whose callback comes again changes nothing of what is asked, and the card’s link leads back to the question', async () => {
    const { link, oldIds } = await waiting({ old: 1, fresh: 0 })
    const callback = await callbackOf(world, link)
    for (let times = 0; times < 3; times++) await callback.send()
    expect(await outcomesOf(oldIds)).toEqual([null])
    const again = await fetch(link, { headers: { cookie: callback.cookie } })
    expect(await again.text()).toContain('Still do Create opportunity?')
  })

  it('as an unexpected account asks only after its owner has said that it is theirs', async () => {
    const { link, oldIds } = await waiting({ old: 1, fresh: 0 })
    const browser = createBrowser()
    const page = await signIn(browser, link, { account: 'dana' })
    expect(page.html).toContain('Is this your Salesforce account?')
    const asked = await browser.submit(page, { decision: 'use' })
    expect(asked.html).toContain('connected to Salesforce as dana@contoso-sales.example')
    expect(await outcomesOf(oldIds)).toEqual([null])
    await press(browser, asked, 'cancel')
    expect(await outcomesOf(oldIds)).toEqual(['cancelled'])
  })

  it('that is declined ends old waits as any other', async () => {
    const { link, runIds } = await waiting({ old: 1, fresh: 1 })
    await signIn(createBrowser(), link, { account: '' })
    expect(await outcomesOf(runIds)).toEqual(['declined', 'declined'])
  })
})
