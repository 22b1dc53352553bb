// kill -9 of the worker while a run waits for one that it called: at each point between their two rows, of neither anything is lost or done twice.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSuperuser } from '../../sandbox/postgres/roles.js'
import { crowd } from '../chaos/support/crowd.js'
import { prepareHolds, type Hold, type Holds, type SqlPoint } from '../chaos/support/holds.js'
import { untilNothingIsLeft } from '../chaos/support/nothing-left.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'

const DEADLINE_MS = 240_000
/** A held commit has one of a program's ten connections. */
const AT_ONCE = 4
const isCalled = `new.settings -> 'calledBy' is not null`
const accepted = { on: 'insert', of: 'runs', when: isCalled } as const
const claimed: SqlPoint = {
  on: 'update',
  of: 'runs',
  when: `${isCalled} and old.temporal_run_id is null and new.temporal_run_id is not null`,
}
const closed = { on: 'update', of: 'runs', when: `${isCalled} and old.ended_at is null and new.ended_at is not null` } as const
const begun = { on: 'insert', of: 'effects', when: `new.step_key like '% inside'` } as const
const done = {
  on: 'update',
  of: 'effects',
  when: `new.step_key like '% inside' and old.finished_at is null and new.finished_at is not null`,
} as const
const after = { on: 'insert', of: 'effects', when: `new.step_key like '% after'` } as const
const points = [
  { name: 'its row not committed', held: accepted, then: 'undone' },
  { name: 'its row committed and nothing started', held: accepted, then: 'counts' },
  { name: 'started and not claimed', held: claimed, then: 'undone' },
  { name: 'claimed and its first step not begun', held: claimed, then: 'counts' },
  { name: 'its write begun and not sent', held: begun, then: 'counts' },
  { name: 'its write sent and not answered', held: 'answer', then: 'undone' },
  { name: 'its write answered and not stored', held: done, then: 'undone' },
  { name: 'its write stored and Temporal not told', held: done, then: 'counts' },
  { name: 'over and not closed', held: closed, then: 'undone' },
  { name: 'closed and the one that called it not told', held: closed, then: 'counts' },
  { name: 'its end heard and the next write begun', held: after, then: 'counts' },
] as const
type Point = (typeof points)[number]

const { people, accounts } = crowd(points.length)
let world: ProgramWorld
let holds: Holds
let bundle: BundledFixture

beforeAll(async () => {
  bundle = await bundleFixture(new URL('./fixtures/called.ts', import.meta.url))
  world = await startProgramWorld({ people, accounts, env: { worker: { WORKFLOW_BUNDLE: bundle.path } } })
  holds = await prepareHolds(world.superuserUrl, [accepted, claimed, closed, begun, done, after])
}, DEADLINE_MS)
afterAll(async () => {
  await world.close()
  await bundle.remove()
}, DEADLINE_MS)

interface Struck {
  readonly point: Point
  readonly person: TeamsPerson
  readonly hold: Hold
}

const written = (name: string): number => world.salesforce.records.filter(({ Name }) => Name === name).length

/** Signed in before, so that the run goes as far as its point by itself. */
async function approach(point: Point, index: number): Promise<Struck> {
  const who = people[index]
  if (!who) throw new Error('The crowd is too small.')
  const person = createTeamsPerson(world, who)
  await person.says('connect salesforce')
  await person.sees(['Sign in to Salesforce', '/connect/'], { withinMs: 60_000 })
  await signsIn(person.link('Sign in to Salesforce'), { as: who.key })
  const hold =
    point.held === 'answer' ? unanswered(point, who.key) : await holds.hold(point.held, { part: 'worker', aadObjectId: who.aadObjectId })
  await person.says(`create opportunity name: calls ${point.name} amount: 1 stage: Prospecting`)
  return { point, person, hold }
}

/** The second write of this account: the first one is of the run that calls. */
function unanswered({ name }: Point, account: string): Hold {
  world.salesforce.addFault({ kind: 'delay', ms: 1, method: 'POST', account })
  world.salesforce.addFault({ kind: 'hold', method: 'POST', account })
  return {
    reached: () => expect.poll(() => written(`${name} inside`), { timeout: 60_000 }).toBe(1),
    settle: () => Promise.resolve(),
  }
}

const runs = `select aad_object_id as who, settings -> 'calledBy' is not null as "isCalled", state from runs order by 1, 2`

it(`at ${String(points.length)} points of a call: 0 twice, 0 lost, and both runs are completed`, { timeout: DEADLINE_MS }, async () => {
  const struck: Struck[] = []
  for (let from = 0; from < points.length; from += AT_ONCE) {
    const group = await Promise.all(points.slice(from, from + AT_ONCE).map((point, index) => approach(point, from + index)))
    await Promise.all(group.map(({ hold }) => hold.reached()))
    await world.kill('worker')
    await Promise.all(group.map(({ hold, point }) => hold.settle(point.then)))
    await world.start('worker')
    struck.push(...group)
  }
  for (const { point, person } of struck) {
    await person.sees(`Done: ${point.name}`, { withinMs: 120_000 })
    await person.sees(`Called: ${point.name}`)
  }
  await untilNothingIsLeft(world.superuserUrl)
  expect(points.map(({ name }) => [name, ...['before', 'inside', 'after'].map((step) => written(`${name} ${step}`))])).toEqual(
    points.map(({ name }) => [name, 1, 1, 1]),
  )
  const { rows } = await asSuperuser(world.superuserUrl, (client) => client.query(runs))
  expect(rows).toEqual(people.flatMap(({ aadObjectId: who }) => [false, true].map((isCalled) => ({ who, isCalled, state: 'completed' }))))
})
