// Each kind of write with its answer lost: found again, or its caller is asked, and never sent twice by itself.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { asSuperuser } from '../../sandbox/postgres/roles.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const API = '/services/data/v64.0'
const postTask = { path: `${API}/sobjects/Task`, method: 'POST' } as const
const postFeed = { path: `${API}/chatter`, method: 'POST' } as const
const query = { path: `${API}/query`, method: 'GET' } as const
const LOST = "its answer was lost. I can't tell whether this was done"

let world: World
let alice: TeamsPerson
let bundle: BundledFixture
let deal: string

beforeAll(async () => {
  bundle = await bundleFixture(new URL('./fixtures/kinds-of-write.ts', import.meta.url))
  world = await startWorld({ env: { WORKFLOW_BUNDLE: bundle.path } })
  alice = createTeamsPerson(world, aliceInTeams)
  await alice.says('create opportunity name: enforced Deal amount: 1 stage: Prospecting')
  await alice.sees(['Sign in to Salesforce', 'Deal'])
  await signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
  await alice.sees('Done: Deal')
  deal = world.salesforce.records[0]?.Id ?? ''
}, 90_000)
afterEach(() => {
  world.salesforce.clearFaults()
})
afterAll(async () => {
  await world.close()
  await bundle.remove()
})

const says = (name: string) => alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
const tasks = (subject: string) => world.salesforce.recordsOf('Task').filter(({ Subject }) => Subject === subject)
const posts = (text: string) => world.salesforce.recordsOf('FeedItem').filter(({ Body }) => Body === text)
const newestRun = async (): Promise<string> => {
  const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
  return run?.id ?? ''
}

describe('a write of kind exact key', () => {
  it('whose answer was lost is looked for, found, and not sent again', async () => {
    world.salesforce.addFault({ kind: 'drop', ...postTask })
    await says('exact Dropped')
    await alice.sees(['Done: Dropped', 'alice@contoso-sales.example'])
    expect(tasks('Dropped')).toHaveLength(1)
  })

  it('that never arrived is sent again once it can no longer be on its way', async () => {
    await asSuperuser(world.ownerUrl, (client) =>
      client.query(`alter table effects alter tried_at set default now() - interval '1 minute'`),
    )
    world.salesforce.addFault({ kind: 'status', status: 503, ...postTask })
    await says('exact Missed')
    await alice.sees('Done: Missed')
    await asSuperuser(world.ownerUrl, (client) => client.query(`alter table effects alter tried_at set default now()`))
    expect(tasks('Missed')).toHaveLength(1)
  })

  it('that was not found yet waits before it is sent again: it may still be on its way', async () => {
    world.salesforce.addFault({ kind: 'status', status: 503, ...postTask })
    await says('exact Late')
    const handle = world.temporal.workflow.getHandle(await newestRun())
    const delay = async () => {
      const { raw } = await handle.describe()
      const [pending] = raw.pendingActivities ?? []
      return (pending?.attempt ?? 0) > 2 ? Number(pending?.currentRetryInterval?.seconds ?? 0) : 0
    }
    await expect.poll(delay, { timeout: 60_000 }).toBeGreaterThan(15)
    expect(tasks('Late')).toHaveLength(0)
  })

  it('that cannot be asked for is a question, and Check again finds it', async () => {
    world.salesforce.addFault({ kind: 'drop', ...postTask })
    world.salesforce.addFault({ kind: 'status', status: 403, body: '[{"errorCode":"INSUFFICIENT_ACCESS","message":"no"}]', ...query })
    await says('exact Asked')
    const card = await alice.sees([LOST, 'create task', '(Asked)', 'Check again', 'WB-APP-006'])
    expect(card).toContain('alice@contoso-sales.example')
    await alice.presses('Check again')
    await alice.sees('Done: Asked')
    expect(tasks('Asked')).toHaveLength(1)
    await alice.sees([LOST, 'You chose *Check again*'])
  })
})

describe('a write of kind none', () => {
  it('whose answer was lost is never sent again by itself; Skip ends its run, which says what is known', async () => {
    world.salesforce.addFault({ kind: 'drop', ...postFeed })
    await says(`none ${deal} Skipped`)
    const card = await alice.sees([LOST, 'post to chatter', '(Skipped)', 'Try again'])
    expect(card).not.toContain('Check again')
    expect(await world.db.query(`select state from runs where id = $1`, [await newestRun()])).toEqual([{ state: 'waiting_person' }])
    await alice.says('status')
    await alice.sees(['Your runs', 'It waits for your answer'])
    await alice.presses('Skip')
    const told = await alice.sees(["couldn't be finished", "I can't tell whether it was done", 'WB-APP-006'])
    expect(told).not.toContain('Nothing was done')
    expect(posts('Skipped')).toHaveLength(1)
  })

  it('is sent once more by Try again, and asked about again where that answer is lost too', async () => {
    world.salesforce.addFault({ kind: 'status', status: 503, ...postFeed })
    await says(`none ${deal} Again`)
    await alice.sees([LOST, '(Again)', 'Try again'])
    world.salesforce.addFault({ kind: 'drop', ...postFeed })
    await alice.presses('Try again')
    const shown = `select from waits where run_id = $1 and card_activity_id is not null`
    await until('the second question', async () => (await world.db.query(shown, [await newestRun()])).length === 2)
    expect(posts('Again')).toHaveLength(1)
    await alice.presses('Skip')
    await alice.sees([LOST, '(Again)', 'You chose *Skip*'])
    expect(posts('Again')).toHaveLength(1)
    expect(
      await world.db.query(`select detail ->> 'answer' as answer from audit where event = 'action.decided' and run_id = $1 order by id`, [
        await newestRun(),
      ]),
    ).toEqual([{ answer: 'again' }, { answer: 'skip' }])
  })

  it('that surely did nothing is tried again without a question', async () => {
    world.salesforce.addFault({ kind: 'status', status: 429, ...postFeed })
    await says(`none ${deal} Limited`)
    await alice.sees(['Done:', 'Limited'])
    expect(posts('Limited')).toHaveLength(1)
    expect(await world.db.query(`select from waits where run_id = $1`, [await newestRun()])).toEqual([])
  })

  it('may be left at that by a recipe that goes on; the receipt says what it could not tell', async () => {
    world.salesforce.addFault({ kind: 'drop', ...postFeed })
    await says(`tolerant ${deal} Tolerated`)
    await alice.sees([LOST, '(Tolerated)'])
    await alice.presses('Skip')
    await alice.sees([`Done: ${deal} Tolerated`, "I couldn't tell whether this was done in Salesforce", 'post to chatter'])
    expect(posts('Tolerated')).toHaveLength(1)
  })

  it('waits no longer than its deadline, and says so on the card', async () => {
    world.salesforce.addFault({ kind: 'drop', ...postFeed })
    await says(`none ${deal} Expired`)
    await alice.sees([LOST, '(Expired)'])
    const run = await newestRun()
    await world.db.query(`update waits set deadline_at = now() where run_id = $1`, [run])
    expect(JSON.stringify(await alice.presses('Try again'))).toContain("doesn't wait any more")
    await world.temporal.workflow.getHandle(run).signal('awaitPerson')
    await alice.sees(["couldn't be finished", "I can't tell whether it was done"])
    await alice.sees([LOST, '(Expired)', 'Nobody answered in time'])
    expect(posts('Expired')).toHaveLength(1)
  })

  it('ends with its run where that is cancelled', async () => {
    world.salesforce.addFault({ kind: 'drop', ...postFeed })
    await says(`none ${deal} Cancelled`)
    await alice.sees([LOST, '(Cancelled)'])
    await alice.says('cancel')
    // The one above that still waits is open too; the newest stands first.
    await alice.sees('Which run shall I cancel?')
    await alice.presses('Cancel Create opportunity')
    const told = await alice.sees(['Create opportunity has ended', 'You cancelled it'])
    expect(told).not.toContain('Nothing was done')
    await alice.sees([LOST, '(Cancelled)', 'This run has ended'])
  })
})

describe('a question about a write', () => {
  it('is answered once, by its caller alone', async () => {
    world.salesforce.addFault({ kind: 'drop', ...postFeed })
    await says(`none ${deal} Guarded`)
    await alice.sees([LOST, '(Guarded)'])
    const bob = createTeamsPerson(world, bobInTeams)
    expect(JSON.stringify(await bob.presses('Try again', { from: alice.chat }))).toContain('Only Alice Jensen can use this button')
    const presses = await Promise.all([alice.presses('Skip'), alice.presses('Skip')])
    const told = presses.map((press) => JSON.stringify(press))
    expect(told.filter((words) => words.includes('You chose'))).toHaveLength(1)
    expect(told.filter((words) => words.includes("doesn't wait any more"))).toHaveLength(1)
    expect(posts('Guarded')).toHaveLength(1)
  })
})
