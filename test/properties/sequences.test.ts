// Random orders and repetitions of everything that can happen to a run and to the connection it acts through, against the whole product.
// WORKBOT_TEST_SEED repeats what chance chose, WORKBOT_TEST_SEQUENCES says how much of it.
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, inject, it } from 'vitest'
import { TASK_QUEUE } from '../../temporal/client.js'
import { crowd } from '../chaos/support/crowd.js'
import { createNamespace } from '../support/namespace.js'
import { startWorld } from '../support/world.js'
import { createActor, type Scene } from './support/actor.js'
import { drain, expectAllHolds } from './support/invariants.js'
import { startKillableWorker } from './support/killable-worker.js'
import { patient } from './support/patient-database.js'
import { sequences, type Step } from './support/steps.js'
import type { SandboxPerson } from '../../sandbox/people.js'

/** Of one world: a login page has everybody on it. */
const PEOPLE = 100
const AT_ONCE = 25
const DEADLINE_MS = 1_800_000
const seed = inject('seed')
const count = inject('sequences')

const drawn = fc.sample(sequences, { seed, numRuns: count })
const worlds = Array.from({ length: Math.ceil(count / PEOPLE) }, (_, index) => index * PEOPLE)

describe(`${String(count)} random sequences (seed ${String(seed)})`, () => {
  it.each(worlds)(
    'from number %i on: one effect at most, as the right account, nothing waits or lives on, everybody is told',
    { timeout: DEADLINE_MS },
    async (from) => {
      const failures = await inOneWorld(drawn.slice(from, from + PEOPLE))
      const told = failures.map(({ index, error, steps }) => `Number ${String(from + index)}: ${error}\n${describeSteps(steps)}`)
      expect(told, `Repeat it with WORKBOT_TEST_SEED=${String(seed)} WORKBOT_TEST_SEQUENCES=${String(count)}`).toEqual([])
    },
  )
})

interface Failure {
  readonly index: number
  readonly error: string
  readonly steps: readonly Step[]
}

/** Each sequence is another person's. */
async function inOneWorld(own: readonly (readonly Step[])[]): Promise<Failure[]> {
  const { people, accounts } = crowd(own.length)
  const world = await startWorld({
    ...{ people, accounts, worker: 'elsewhere', taskQueue: TASK_QUEUE },
    env: { TEMPORAL_NAMESPACE: await createNamespace(), TRUST_PROXY: '1' },
  })
  const worker = await startKillableWorker(world.env)
  const scene = { world: { ...world, db: patient(world.db) }, worker }
  const failures: Failure[] = []
  const waiting = own.entries()
  try {
    const walk = async (): Promise<void> => {
      for (const [index, steps] of waiting) {
        const error = await goThrough(scene, people[index] as SandboxPerson, steps)
        if (error !== null) failures.push({ index, error, steps })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, walk))
    process.stdout.write(`${String(own.length)} sequences, ${String(worker.kills)} kills.\n`)
    if (failures.length > 0) process.stderr.write(`${await worker.lastLines()}\n`)
  } finally {
    await worker.close()
    await world.close()
  }
  return failures
}

/** Null: everything holds. */
async function goThrough(scene: Scene, person: SandboxPerson, steps: readonly Step[]): Promise<string | null> {
  const actor = createActor(scene, person)
  try {
    let before: Promise<void> = Promise.resolve()
    for (const step of steps) {
      const done = actor.does(step)
      before = Promise.all([before, done]).then(() => undefined)
      before.catch(() => undefined)
      if (step.isAlone) await before
      await wait(step.pause)
    }
    await before
    await drain(scene, actor)
    await expectAllHolds(scene, actor)
    return null
  } catch (error) {
    return `${String(error)}\n${actor.teams.reads().slice(-3).join('\n')}`
  }
}

function describeSteps(steps: readonly Step[]): string {
  return steps.map((step) => JSON.stringify(step)).join('\n')
}
