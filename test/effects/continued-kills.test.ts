// kill -9 of the worker while a run goes on where another stopped: at each point, of what that one did and of what this one does nothing is done twice or lost.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase } from '../../database.js'
import { runsCommand } from '../../runs/cli/runs-command.js'
import { crowd } from '../chaos/support/crowd.js'
import { prepareHolds, type Hold, type Holds } from '../chaos/support/holds.js'
import { untilNothingIsLeft } from '../chaos/support/nothing-left.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { log } from '../support/logs.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'

const DEADLINE_MS = 240_000
const NOT_ALLOWED = '[{"errorCode":"INSUFFICIENT_ACCESS_OR_READONLY","message":"You may not."}]'
const carried = { on: 'update', of: 'runs', when: 'old.carried_at is null and new.carried_at is not null' } as const
const taken = { on: 'update', of: 'carried', when: `new.step_key like '% first' and old.taken_at is null` } as const
const begun = { on: 'insert', of: 'effects', when: `new.step_key like '% second' and new.carried_from is null` } as const
const done = {
  on: 'update',
  of: 'effects',
  when: `new.step_key like '% second' and old.finished_at is null and new.finished_at is not null`,
} as const
const closed = {
  on: 'update',
  of: 'runs',
  when: `new.carried_at is not null and old.ended_at is null and new.ended_at is not null`,
} as const
const points = [
  { name: 'before anything is carried over', held: carried, then: 'undone' },
  { name: 'carried over and nothing answered', held: carried, then: 'counts' },
  { name: 'a finished step asked for', held: taken, then: 'counts' },
  { name: 'the failed step begun', held: begun, then: 'counts' },
  { name: 'sent and not answered', held: 'answer', then: 'undone' },
  { name: 'answered and not stored', held: done, then: 'undone' },
  { name: 'stored and Temporal not told', held: done, then: 'counts' },
  { name: 'over and not closed', held: closed, then: 'undone' },
] as const
type Point = (typeof points)[number]

const { people, accounts } = crowd(points.length)
let world: ProgramWorld
let holds: Holds
let bundle: BundledFixture

beforeAll(async () => {
  bundle = await bundleFixture(new URL('../journey/fixtures/in-parts.ts', import.meta.url))
  world = await startProgramWorld({ people, accounts, env: { worker: { WORKFLOW_BUNDLE: bundle.path } } })
  holds = await prepareHolds(world.superuserUrl, [carried, taken, begun, done, closed])
}, DEADLINE_MS)
afterAll(async () => {
  await world.close()
  await bundle.remove()
}, DEADLINE_MS)

const written = (name: string): string[] =>
  world.salesforce.records
    .map(({ Name }) => Name)
    .filter((each) => each.startsWith(name))
    .map((each) => each.slice(name.length + 1).replace(/,.*/, ''))
    .sort()

/** Failed at its second write, and its caller asked to continue; then *Continue* is pressed, held at its point. */
async function approach(point: Point, index: number): Promise<{ point: Point; person: TeamsPerson; hold: Hold }> {
  const who = people[index]
  if (!who) throw new Error('The crowd is too small.')
  const person = createTeamsPerson(world, who)
  await person.says('connect salesforce')
  await person.sees(['Sign in to Salesforce', '/connect/'], { withinMs: 60_000 })
  await signsIn(person.link('Sign in to Salesforce'), { as: who.key })
  world.salesforce.addFault({ kind: 'delay', ms: 1, times: 2, method: 'POST', account: who.key })
  world.salesforce.addFault({ kind: 'status', status: 403, body: NOT_ALLOWED, method: 'POST', account: who.key })
  await person.says(`create opportunity name: "${point.name}" amount: 1 stage: Prospecting`)
  await person.sees("couldn't be finished", { withinMs: 60_000 })
  await proposes(who.aadObjectId)
  await person.sees('Continue *Create opportunity*?', { withinMs: 60_000 })
  const hold =
    point.held === 'answer' ? unanswered(point, who.key) : await holds.hold(point.held, { part: 'worker', aadObjectId: who.aadObjectId })
  await person.presses('Continue')
  return { point, person, hold }
}

async function proposes(aadObjectId: string): Promise<void> {
  const db = createDatabase(world.superuserUrl, { log })
  const [run] = await db.query<{ id: string }>(`select id from runs where aad_object_id = $1`, [aadObjectId])
  const proposed = await runsCommand({ db, keys: null, user: 'op' }, ['continue', run?.id ?? ''])
  await db.end()
  expect(proposed).toMatchObject({ ok: true })
}

function unanswered({ name }: Point, account: string): Hold {
  world.salesforce.addFault({ kind: 'hold', method: 'POST', account })
  return {
    reached: () => expect.poll(() => written(name), { timeout: 60_000 }).toContain('second'),
    settle: () => Promise.resolve(),
  }
}

it(`at ${String(points.length)} points of a run that continues another: 0 twice, 0 lost`, { timeout: DEADLINE_MS }, async () => {
  const all: Awaited<ReturnType<typeof approach>>[] = []
  for (let from = 0; from < points.length; from += 4) {
    const group = await Promise.all(points.slice(from, from + 4).map((point, index) => approach(point, from + index)))
    await Promise.all(group.map(({ hold }) => hold.reached()))
    await world.kill('worker')
    await Promise.all(group.map(({ hold, point }) => hold.settle(point.then)))
    await world.start('worker')
    all.push(...group)
  }
  for (const { point, person } of all) await person.sees(`All is there: ${point.name}`, { withinMs: 120_000 })
  await untilNothingIsLeft(world.superuserUrl)
  expect(points.map(({ name }) => [name, written(name)])).toEqual(points.map(({ name }) => [name, ['first', 'second', 'third']]))
})
