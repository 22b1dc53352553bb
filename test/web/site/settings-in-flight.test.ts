// What becomes of runs in flight where settings are saved that allow less, and what the list of recipes says of the last runs.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice, bob } from '../../../sandbox/people.js'
import { recipeSettings, type RecipeSettings } from '../../../settings/recipe-settings.js'
import { choice, text } from '../../../workflows/params.js'
import type { RecipeSpec } from '../../../workflows/recipe-spec.js'
import { startSiteWorld, type SiteWorld } from './site-world.js'

const base = { hint: 'Does something.', params: { name: text('Name'), stage: choice('Stage', ['Open']) } }
const deal: RecipeSpec = { ...base, name: 'createDeal', command: 'create deal', apps: { salesforce: 'switch' } }
const pinned: RecipeSpec = { ...base, name: 'signDeal', command: 'sign deal', apps: { salesforce: 'personal' } }
const PATH = '/recipes/create-deal/settings'

let world: SiteWorld
beforeAll(async () => {
  world = await startSiteWorld([deal, pinned])
})
afterAll(() => world.close())
beforeEach(async () => {
  Object.assign(world.roles, { ADMINS: [alice.aadObjectId], AUTHORS: [], OPERATORS: [] })
  for (const table of ['waits', 'runs', 'recipe_settings']) await world.db.query(`delete from ${table}`)
  await world.forget()
})

const settings = (): Promise<RecipeSettings> => recipeSettings(world.db, deal, { sandbox: false })
/** What the form would post, with something changed. */
const form = (change: Readonly<Record<string, string>> = {}) => ({
  ...{ version: '0', verifyUserAccess: 'on', enabled: 'on', who: 'nobody', people: '', signInHours: '72' },
  ...change,
})

describe('a change that allows less, while runs are in flight', () => {
  const inFlight = async (change = '') => {
    for (const table of ['waits', 'runs']) await world.db.query(`delete from ${table}`)
    await world.waitFor(alice, { runs: 2 })
    await world.waitFor(bob)
    const shared = `settings = jsonb_set(settings, '{identities,salesforce,mode}', '"shared"')`
    await world.db.query(`update runs set recipe = 'createDeal', state = 'waiting_sign_in', temporal_run_id = id, ${shared}`)
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, enabled, who, updated_by) values ('createDeal', false, true, 'everyone', 'test')
       on conflict (recipe) do update set verify_user_access = false, enabled = true`,
    )
    if (change !== '') await world.db.query(change)
  }
  const stopped = async () =>
    (await world.db.query<{ who: string }>(`select aad_object_id as who from runs where cancel_asked_at is not null order by 1`)).map(
      ({ who }) => who,
    )
  const open = { version: '1', verifyUserAccess: 'off', who: 'everyone' }
  /** In the order of their ids. */
  const [a, b] = [alice.aadObjectId, bob.aadObjectId]
  const sorted = (...ids: string[]) => ids.sort()

  it.each([
    { what: 'the switch turned on', wanted: { verifyUserAccess: 'on' }, whose: sorted(a, a, b) },
    { what: 'disabled', wanted: { enabled: 'off' }, whose: sorted(a, a, b) },
    { what: 'open to nobody', wanted: { who: 'nobody' }, whose: sorted(a, a, b) },
    { what: 'open to Bob alone', wanted: { who: 'people', people: b }, whose: sorted(a, a) },
  ])('$what: it asks first, saves nothing before, and stops those that it concerns with the change', async ({ wanted, whose }) => {
    await inFlight()
    const { browser } = await world.comesTo(PATH)
    const asked = await (await world.post(PATH, browser, form({ ...open, ...wanted }))).text()
    expect(asked).toContain(`${String(whose.length)} runs in flight`)
    expect(asked).toContain('Nothing is saved yet.')
    expect([(await settings()).version, await stopped()]).toEqual([1, []])
    const answer = await world.post(PATH, browser, form({ ...open, ...wanted, inFlight: 'stop' }))
    expect(answer.headers.get('location')).toBe(`${PATH}?said=stopped-${String(whose.length)}`)
    expect([(await settings()).version, await stopped()]).toEqual([2, whose])
    expect(world.woken).toHaveLength(whose.length)
    const entries = await world.db.query(`select detail from audit where event = 'run.cancelled' order by id desc limit $1`, [whose.length])
    expect(entries).toEqual(whose.map(() => ({ detail: { by: a } })))
    expect((await browser.open(`${world.url}${PATH}?said=stopped-${String(whose.length)}`)).html).toContain(
      `${String(whose.length)} runs are being stopped`,
    )
  })

  it('lets them finish where that is chosen, by the form that asks', async () => {
    await inFlight()
    const { browser, page } = await world.comesTo(PATH)
    const asked = await browser.submit(page, { enabled: 'off' }, 1)
    expect(asked.html).toContain('What becomes of them?')
    const saved = await browser.submit(asked, { inFlight: 'finish' }, 1)
    expect(saved.html).toContain('Saved. It holds for every run that starts')
    expect([(await settings()).enabled, await stopped()]).toEqual([false, []])
  })

  it('is saved at once where it allows more, or concerns no run', async () => {
    await inFlight(`update runs set cancel_asked_at = now()`)
    const { browser } = await world.comesTo(PATH)
    expect((await world.post(PATH, browser, form({ ...open, enabled: 'off' }))).headers.get('location')).toBe(`${PATH}?said=saved`)
    await inFlight(`update runs set settings = jsonb_set(settings, '{identities,salesforce,mode}', '"personal"')`)
    await world.db.query(`update recipe_settings set version = 3`)
    expect((await world.post(PATH, browser, form({ ...open, version: '3', verifyUserAccess: 'on' }))).headers.get('location')).toBe(
      `${PATH}?said=saved`,
    )
    expect((await world.post(PATH, browser, form({ ...open, version: '4', signInHours: '5' }))).headers.get('location')).toBe(
      `${PATH}?said=saved`,
    )
  })

  it('of the second of two editors stops nothing: they are told', async () => {
    await inFlight()
    const { browser } = await world.comesTo(PATH)
    const answer = await world.post(PATH, browser, form({ ...open, version: '0', enabled: 'off', inFlight: 'stop' }))
    expect(answer.status).toBe(409)
    expect([(await settings()).enabled, await stopped()]).toEqual([true, []])
  })

  it('shows nothing that somebody wrote into the address', async () => {
    const { browser } = await world.comesTo(PATH)
    for (const said of ['stopped-x', 'stopped-<b>', 'constructor']) {
      expect((await browser.open(`${world.url}${PATH}?said=${encodeURIComponent(said)}`)).html).not.toContain('class="notice')
    }
  })
})

describe('the list of recipes', () => {
  it('says how the last run of each went, and how many there were in 24 hours', async () => {
    await world.waitFor(alice, { runs: 3 })
    await world.db.query(`update runs set recipe = 'createDeal'`)
    const { browser, page } = await world.comesTo('/recipes')
    expect(page.html).toContain('About to start, less than a minute ago')
    expect(page.html).toContain('3 in 24 hours<')
    expect(page.html).toContain('<td data-label="Last run">Never</td>')
    await world.db.query(`update runs set state = 'failed', ended_at = now(), accepted_at = now() - interval '2 hours'`)
    const later = (await browser.open(`${world.url}/recipes`)).html.replaceAll('&#39;', "'")
    expect(later).toContain("Couldn't be finished, 2 hours ago")
    expect(later).toContain("3 in 24 hours, 3 couldn't be finished")
    expect(later).toContain('href="/runs?recipe=create-deal"')
    await world.db.query(`update runs set accepted_at = now() - interval '2 days'`)
    expect((await browser.open(`${world.url}/recipes`)).html).toContain('0 in 24 hours')
  })
})
