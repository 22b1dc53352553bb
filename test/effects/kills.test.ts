// kill -9 of the worker at each point of each kind of write: nothing twice, nothing lost, or its caller was asked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { until } from '../../sandbox/probe.js'
import { crowd } from '../chaos/support/crowd.js'
import { prepareHolds, type Hold, type Holds } from '../chaos/support/holds.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'

const DEADLINE_MS = 240_000
const begun = { on: 'insert', of: 'effects', when: 'true' } as const
const done = { on: 'update', of: 'effects', when: 'old.finished_at is null and new.finished_at is not null' } as const
const points = [
  { name: 'before its row', held: begun, then: 'undone', arrives: false },
  { name: 'its row committed and nothing sent', held: begun, then: 'counts', arrives: false },
  { name: 'sent and not answered', held: 'answer', then: 'undone', arrives: true },
  { name: 'answered and not completed', held: done, then: 'undone', arrives: true },
  { name: 'completed and not told to Temporal', held: done, then: 'counts', arrives: true },
] as const
const kinds = ['enforced', 'exact', 'none'] as const
const cases = kinds.flatMap((kind) => points.map((point) => ({ kind, point, name: `${kind} ${point.name}` })))

const { people, accounts } = crowd(cases.length)
let world: ProgramWorld
let holds: Holds
let bundle: BundledFixture

beforeAll(async () => {
  bundle = await bundleFixture(new URL('./fixtures/kinds-of-write.ts', import.meta.url))
  world = await startProgramWorld({ people, accounts, env: { worker: { WORKFLOW_BUNDLE: bundle.path } } })
  holds = await prepareHolds(world.superuserUrl, [begun, done])
}, DEADLINE_MS)
afterAll(async () => {
  await world.close()
  await bundle.remove()
}, DEADLINE_MS)

interface Struck {
  readonly case: (typeof cases)[number]
  readonly person: TeamsPerson
  readonly hold: Hold
  /** How often the app has it. */
  written(): number
}

/** Signed in, with a deal to post on; then the write itself, held at its point. */
async function approach(one: (typeof cases)[number], index: number): Promise<Struck> {
  const who = people[index]
  if (!who) throw new Error('The crowd is too small.')
  const person = createTeamsPerson(world, who)
  const says = (name: string) => person.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
  await says(`enforced Deal ${String(index)}`)
  await person.sees('Sign in to Salesforce', { withinMs: 120_000 })
  await signsIn(person.link('Sign in to Salesforce'), { as: who.key })
  await person.sees(`Done: Deal ${String(index)}`, { withinMs: 120_000 })
  const deal = world.salesforce.records.find(({ Name }) => Name === `Deal ${String(index)}`)?.Id ?? ''

  const of = (object: string, field: string) => world.salesforce.recordsOf(object).filter((record) => record[field] === one.name).length
  const written = () => of('Opportunity', 'Name') + of('Task', 'Subject') + of('FeedItem', 'Body')
  const { held } = one.point
  if (held === 'answer') world.salesforce.addFault({ kind: 'hold', method: 'POST', account: who.key })
  const hold: Hold =
    held === 'answer'
      ? { reached: () => expect.poll(written, { timeout: 60_000 }).toBe(1), settle: () => Promise.resolve() }
      : await holds.hold(held, { part: 'worker', aadObjectId: who.aadObjectId })
  await says(one.kind === 'none' ? `none ${deal} ${one.name}` : `${one.kind} ${one.name}`)
  return { case: one, person, hold, written }
}

/** What the caller does who is asked: they look in the app, and answer truly. */
async function untilTold({ case: one, person, written }: Struck): Promise<'told' | 'asked'> {
  const asked = { once: false }
  await until(
    one.name,
    async () => {
      const messages = person.reads()
      if (messages.some((text) => text.includes(one.name) && text.includes('Done:'))) return true
      if (messages.some((text) => text.includes("couldn't be finished"))) return true
      if (!asked.once && messages.some((text) => text.includes("I can't tell whether this was done"))) {
        asked.once = true
        await person.presses(written() > 0 ? 'Skip' : 'Try again')
      }
      return false
    },
    150,
  )
  return asked.once ? 'asked' : 'told'
}

describe('the worker is killed', () => {
  it(
    `at ${String(points.length)} points of ${String(kinds.length)} kinds of write: 0 twice, 0 lost, or the caller was asked`,
    { timeout: DEADLINE_MS },
    async () => {
      const struck: Struck[] = []
      for (const kind of kinds) {
        const group = await Promise.all(cases.flatMap((one, index) => (one.kind === kind ? [approach(one, index)] : [])))
        await Promise.all(group.map(({ hold }) => hold.reached()))
        await world.kill('worker')
        await Promise.all(group.map(({ hold, case: { point } }) => hold.settle(point.then)))
        await world.start('worker')
        struck.push(...group)
      }
      const ends = await Promise.all(
        struck.map(async (one) => [one.case.name, one.written() > 1 ? 'twice' : await untilTold(one), one.written()]),
      )
      expect(ends).toEqual(
        cases.map(({ kind, point, name }) => [
          name,
          // Nothing tells these apart: the row is there, and no result.
          kind === 'none' &&
          ['its row committed and nothing sent', 'sent and not answered', 'answered and not completed'].includes(point.name)
            ? 'asked'
            : 'told',
          1,
        ]),
      )
    },
  )
})
