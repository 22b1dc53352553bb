// kill -9 at every named point of a run: no run is lost, nothing is written twice, nothing stays owed, and every caller is told.
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, onTestFailed } from 'vitest'
import { productionOrg } from '../../sandbox/salesforce/accounts.js'
import { parts, startProgramWorld, type Part, type ProgramWorld } from '../support/program-world.js'
import { points, type Act, type Point } from './points.js'
import { crowd } from './support/crowd.js'
import { prepareHolds, type Hold, type Holds } from './support/holds.js'
import { untilNothingIsLeft } from './support/nothing-left.js'
import { createStory, type Story } from './support/story.js'

const DEADLINE_MS = 360_000
/** A held commit has one of a program's ten connections. */
const AT_ONCE = 5

const { people, accounts } = crowd(points.length * (parts.length + 1))
const newcomers = people.values()
let world: ProgramWorld
let holds: Holds

beforeAll(async () => {
  const env = { SALESFORCE_ORG_IDS: productionOrg.id }
  world = await startProgramWorld({ people, accounts, env: { bot: env, worker: env } })
  holds = await prepareHolds(
    world.superuserUrl,
    points.flatMap(({ held }) => (held === 'answer' ? [] : [held])),
  )
}, DEADLINE_MS)
afterAll(() => world.close(), DEADLINE_MS)
beforeEach(() => {
  onTestFailed(async () => {
    process.stderr.write(`${await world.lastLines()}\n`)
  })
})

interface Strike {
  readonly point: Point
  readonly story: Story
  readonly hold: Hold
}

async function approach(point: Point, name: string): Promise<Strike> {
  const person = newcomers.next().value
  if (!person) throw new Error('The crowd is too small.')
  const story = createStory(world, person, { act: point.act, name })
  await story.begin()
  const isWritten = () => world.salesforce.records.some(({ Name }) => Name === name)
  const hold =
    point.held === 'answer'
      ? { reached: () => expect.poll(isWritten, { timeout: 60_000 }).toBe(true), settle: () => Promise.resolve() }
      : await holds.hold(point.held, { part: point.at, aadObjectId: person.aadObjectId })
  if (point.held === 'answer') world.salesforce.addFault({ kind: 'hold', method: 'POST', account: person.key })
  return { point, story, hold }
}

/** Brings a run to each of these points, kills the part while all of them are there, and starts it again. */
async function strike(part: Part, struck: readonly Point[], how: 'together' | 'alone'): Promise<Story[]> {
  const strikes = await Promise.all(struck.map((point) => approach(point, `${point.name}, ${part} killed ${how}`.replaceAll(',', ''))))
  // What the bot notes of a start, the worker's first step would note before it.
  const alone = struck.every(({ at, act }) => at === 'bot' && act === 'says')
  if (alone) world.pause('worker')
  const acts = strikes.map(({ story }) => story.act())
  await Promise.all(strikes.map(({ hold }) => hold.reached()))
  await world.kill(part)
  if (part === 'postgres') await world.start(part)
  await Promise.all(strikes.map(({ point, hold }) => hold.settle(point.then)))
  world.goOn('worker')
  if (part !== 'postgres') await world.start(part)
  await Promise.all(acts)
  return strikes.map(({ story }) => story)
}

async function expectAllTold(stories: readonly Story[], struck: readonly Point[]): Promise<void> {
  await Promise.all(stories.map((story) => story.untilTold()))
  await untilNothingIsLeft(world.superuserUrl)
  const written = stories.map(({ name }) => [name, world.salesforce.records.filter(({ Name }) => Name === name).length])
  expect(written).toEqual(stories.map(({ name }, index) => [name, /denies|cancels/.test(struck[index]?.act ?? '') ? 0 : 1]))
  expect(await Promise.all(stories.map((story) => story.cardsThatLie()))).toEqual(stories.map(() => 0))
}

const plain: readonly Act[] = ['signs in', 'denies', 'cancels']
/** Points that one kill can strike together. */
const kindOf = ({ at, act }: Point): string =>
  `the ${at} ${act === 'says' ? 'before there is a card' : plain.includes(act) ? 'after the card' : 'where a person is asked something more'}`

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}

describe('the program that is at the point is killed there', () => {
  // The worker's first: by then the bot is warm, and hears from Temporal before it gives a start up to the sweep.
  const kinds = [...new Set(points.map(kindOf))].toSorted().toReversed()
  const of = (kind: string): readonly Point[] => points.filter((point) => kindOf(point) === kind)

  it.each(kinds.map((kind) => [kind, of(kind)] as const))(
    '%s: each of the runs ends as if nothing had been',
    { timeout: DEADLINE_MS },
    async (_kind, struck) => {
      const stories: Story[] = []
      const telling: Promise<void>[] = []
      for (const group of inGroups(struck, AT_ONCE)) {
        const told = await strike(group[0]!.at, group, 'together')
        stories.push(...told)
        telling.push(...told.map((story) => story.untilTold()))
      }
      await Promise.all(telling)
      await expectAllTold(stories, struck)
    },
  )
})

if (inject('full')) {
  describe('every part is killed at every point', () => {
    const cases = points.flatMap((point) => parts.map((part) => [point.name, part, point] as const))

    it.each(cases)('%s: %s', { timeout: DEADLINE_MS }, async (_name, part, point) => {
      await expectAllTold(await strike(part, [point], 'alone'), [point])
    })
  })
}
