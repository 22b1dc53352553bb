// kill -9 of any part while a run waits for a person, and what callers are told while a part is down.
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, onTestFailed } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { parts, startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'

const SIGN_IN = 'Sign in to Salesforce'
/** The table of points kills bot and worker. */
const struck = inject('full') ? parts : (['postgres', 'temporal'] as const)
const DEADLINE_MS = 120_000

describe('a run that waits for its sign-in', () => {
  let world: ProgramWorld
  let alice: TeamsPerson

  beforeAll(async () => {
    world = await startProgramWorld()
    alice = createTeamsPerson(world, aliceInTeams)
  }, DEADLINE_MS)
  afterAll(() => world.close(), DEADLINE_MS)

  beforeEach(() => {
    onTestFailed(async () => {
      process.stderr.write(`${await world.lastLines()}\n`)
    })
  })

  const named = (name: string) => world.salesforce.records.filter((record) => record.Name === name)
  const asks = async (name: string): Promise<void> => {
    expect(await alice.says(`create opportunity name: ${name} amount: 50k stage: Prospecting`)).toBe(200)
    await alice.sees([SIGN_IN, name])
    await untilWaiting(world)
  }
  const finishes = async (name: string): Promise<void> => {
    await alice.sees(`Created the opportunity ${name}`, { withinMs: 60_000 })
    expect(named(name)).toHaveLength(1)
    await world.salesforce.revokeAll('alice')
  }

  it.each(struck)('goes on after %s is killed and started again', { timeout: DEADLINE_MS }, async (part) => {
    const name = `Killed ${part}`
    await asks(name)
    await world.kill(part)
    await world.start(part)
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await finishes(name)
  })

  it('goes on after all of them are killed at once', { timeout: DEADLINE_MS }, async () => {
    await asks('Killed all')
    await Promise.all(parts.map((part) => world.kill(part)))
    for (const part of parts) await world.start(part)
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await finishes('Killed all')
  })

  it('is accepted while Temporal is down, and starts when it is back', { timeout: DEADLINE_MS }, async () => {
    await world.kill('temporal')
    expect(await alice.says('create opportunity name: Taken amount: 50k stage: Prospecting')).toBe(200)
    await alice.sees('It starts as soon as I can reach Temporal')
    await world.start('temporal')
    await alice.sees([SIGN_IN, 'Taken'], { withinMs: 60_000 })
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await finishes('Taken')
  })

  it('is told plainly that nothing was done while the database is down', { timeout: DEADLINE_MS }, async () => {
    await world.kill('postgres')
    await alice.says('create opportunity name: Lost amount: 50k stage: Prospecting')
    await alice.sees('Nothing was done')
    await world.start('postgres')
    expect(named('Lost')).toHaveLength(0)
  })
})

/** The card stands in Teams a moment before the run has noted that it does; a kill in that moment is the worker's own case. */
async function untilWaiting({ temporal }: Pick<ProgramWorld, 'temporal'>): Promise<void> {
  await until('The run', async () => {
    const query = `ExecutionStatus = 'Running' and RunState = 'waiting_sign_in'`
    for await (const { workflowId } of temporal.workflow.list({ query })) {
      const { raw } = await temporal.workflow.getHandle(workflowId).describe()
      if ((raw.pendingActivities ?? []).length === 0 && !raw.pendingWorkflowTask) return true
    }
    return false
  })
}
