// A run that failed in the middle is continued: what it finished isn't sent again, the step that failed is carried out, and its caller has said yes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { runsCommand } from '../../runs/cli/runs-command.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const NOT_ALLOWED = '[{"errorCode":"INSUFFICIENT_ACCESS_OR_READONLY","message":"You may not."}]'

let world: World
let alice: TeamsPerson
let bundles: readonly BundledFixture[]

beforeAll(async () => {
  bundles = [
    await bundleFixture(new URL('./fixtures/in-parts.ts', import.meta.url)),
    await bundleFixture(new URL('./fixtures/in-other-parts.ts', import.meta.url)),
  ]
  world = await startWorld({ env: { WORKFLOW_BUNDLE: bundles[0]?.path ?? '' } })
  alice = createTeamsPerson(world, aliceInTeams)
  await alice.says('connect salesforce')
  await alice.sees('/connect/')
  await signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
  await alice.sees('Connected to Salesforce as')
}, 120_000)
afterAll(async () => {
  await world.close()
  for (const bundle of bundles) await bundle.remove()
})

const shell = (line: string) =>
  runsCommand({ db: world.db, keys: createKeyRing(readConfig('worker', world.env).SHARED_KEYS), user: 'op' }, line.split(' '))
const newest = async (): Promise<string> =>
  (await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`))[0]?.id ?? ''
const ended = (run: string, state: string): Promise<void> =>
  expect.poll(() => world.db.query(`select from runs where id = $1 and state = $2 and posted_at is not null`, [run, state])).toHaveLength(1)
const made = (name: string): string[] =>
  world.salesforce.records
    .map(({ Name }) => Name)
    .filter((each) => each.startsWith(`${name} `))
    .sort()
const says = (name: string) => alice.says(`create opportunity name: "${name}" amount: 1 stage: Prospecting`)

/** Its second write isn't allowed: of its posts the first and the nameless one go through. @returns the run */
async function fails(name: string): Promise<string> {
  world.salesforce.addFault({ kind: 'delay', ms: 1, times: 2, method: 'POST', account: 'alice' })
  world.salesforce.addFault({ kind: 'status', status: 403, body: NOT_ALLOWED, method: 'POST', account: 'alice' })
  await says(name)
  await expect.poll(() => made(name)).toEqual([`${name} first`])
  const run = await newest()
  await ended(run, 'failed')
  return run
}
async function asked(run: string): Promise<void> {
  expect(await shell(`continue ${run}`)).toMatchObject({ ok: true })
  await expect.poll(() => world.db.query(`select from proposals where run_id = $1 and card_activity_id is not null`, [run])).toHaveLength(1)
}
const answered = (body: object): string => JSON.stringify(body)

describe('a run that failed at its second write', () => {
  it('is continued after a yes: nothing that it did is sent again, what it read is as it was, and what was refused stays refused', async () => {
    const run = await fails('Acme')
    const before = world.salesforce.records.length
    // Somebody else's deals come meanwhile: the read would say more now.
    await says('Other')
    await alice.sees('All is there: Other')
    await asked(run)
    await alice.sees(['Continue *Create opportunity*?', 'It stays done', 'Acme first'])
    expect(made('Acme')).toEqual(['Acme first'])
    const requests = world.salesforce.records.length
    await Promise.all([alice.presses('Continue'), alice.presses('Continue')])
    await alice.sees('All is there: Acme')
    const count = Number(/with (\d+) before/.exec(made('Acme').at(-1) ?? '')?.[1])
    expect(made('Acme')).toEqual(['Acme first', 'Acme second', `Acme third, with ${String(count)} before`])
    expect(count).toBeLessThan(before)
    expect(world.salesforce.records.length).toBe(requests + 2)
    const next = await newest()
    await ended(next, 'completed')
    const effects = await world.db.query(
      `select step_key as step, carried_from as "from", finished_at is not null as done from effects where run_id = $1 order by started_at`,
      [next],
    )
    expect(effects).toEqual([
      { step: 'salesforce.createOpportunity first', from: run, done: true },
      { step: 'salesforce.createOpportunity second', from: null, done: true },
      { step: 'salesforce.createOpportunity third', from: null, done: true },
    ])
    expect(await shell(`continue ${run}`)).toMatchObject({ ok: false, text: expect.stringContaining('continued already') as unknown })
    expect(await shell(`continue ${next}`)).toMatchObject({ ok: false, text: expect.stringContaining('is done') as unknown })
  })

  it('and whose continuation fails too is continued once more, from there', async () => {
    const run = await fails('Globex')
    await asked(run)
    // Now the second goes through, and the third doesn't.
    world.salesforce.addFault({ kind: 'delay', ms: 1, method: 'POST', account: 'alice' })
    world.salesforce.addFault({ kind: 'status', status: 403, body: NOT_ALLOWED, method: 'POST', account: 'alice' })
    await alice.presses('Continue')
    await expect.poll(() => made('Globex')).toEqual(['Globex first', 'Globex second'])
    const second = await newest()
    await ended(second, 'failed')
    await asked(second)
    await alice.presses('Continue')
    await alice.sees('All is there: Globex')
    expect(made('Globex')).toEqual(['Globex first', 'Globex second', expect.stringMatching(/^Globex third/)])
  })

  it('is not continued as somebody else: where the recipe uses the shared connection by now, that is said', async () => {
    const run = await fails('Initech')
    await asked(run)
    await world.db.query(
      `insert into recipe_settings (recipe, verify_user_access, enabled, who, updated_by) values ('createOpportunity', false, true, 'everyone', 'test')`,
    )
    expect(answered(await alice.presses('Continue'))).toContain('acts as somebody else now')
    await world.db.query(`update recipe_settings set verify_user_access = true, who = 'nobody'`)
    expect(answered(await alice.presses('Continue'))).toContain('open to anyone')
    expect(await newest()).toBe(run)
    await world.db.query(`delete from recipe_settings`)
    await alice.presses('No')
    expect(made('Initech')).toEqual(['Initech first'])
  })

  it('whose recipe was changed, so that it goes another way, does nothing twice: it ends, and says so', { timeout: 120_000 }, async () => {
    const run = await fails('Umbrella')
    await asked(run)
    await world.stopWorker()
    await world.startWorker({ WORKFLOW_BUNDLE: bundles[1]?.path ?? '' })
    await alice.presses('Continue')
    await alice.sees(["couldn't be finished", 'WB-RUN-008'])
    expect(made('Umbrella')).toEqual(['Umbrella first'])
    await world.stopWorker()
    await world.startWorker()
  })

  it('was of a write that nobody can tell of: its caller is asked about it first', async () => {
    const posts = () => world.salesforce.recordsOf('FeedItem').filter(({ Body }) => Body === 'Posts it').length
    world.salesforce.addFault({ kind: 'delay', ms: 1, times: 2, method: 'POST', account: 'alice' })
    world.salesforce.addFault({ kind: 'drop', method: 'POST', account: 'alice' })
    await says('Posts it')
    await alice.sees(["Salesforce's answer was lost", 'Try again'])
    const run = await newest()
    await alice.presses('Skip')
    await ended(run, 'failed')
    expect(posts()).toBe(1)
    await asked(run)
    await alice.sees(['Continue *Create opportunity*?', 'This may have been done'])
    await alice.presses('Continue')
    const next = async () => ((await newest()) === run ? '' : await newest())
    await expect
      .poll(async () =>
        world.db.query(`select from waits where run_id = $1 and outcome is null and card_activity_id is not null`, [await next()]),
      )
      .toHaveLength(1)
    expect(posts()).toBe(1)
    await alice.presses('Try again')
    await alice.sees('All is there: Posts it')
    expect([posts(), made('Posts it')]).toEqual([2, ['Posts it first', expect.stringMatching(/third/)]])
  })
})
