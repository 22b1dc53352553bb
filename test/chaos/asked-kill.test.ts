// kill -9 of the worker while somebody is asked, and of bot and worker right after they answered: decided once, as who answered.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'

const SIGN_IN = 'Sign in to Salesforce'
const DEADLINE_MS = 120_000

describe('a run that asks somebody', () => {
  let world: ProgramWorld
  let alice: TeamsPerson
  let bob: TeamsPerson

  beforeAll(async () => {
    world = await startProgramWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
    for (const [person, as] of [
      [alice, 'alice'],
      [bob, 'bob'],
    ] as const) {
      await person.says('connect salesforce')
      await person.sees('/connect/')
      await signsIn(person.link(SIGN_IN), { as })
      await person.sees('Connected to Salesforce as')
    }
  }, DEADLINE_MS)
  afterAll(() => world.close(), DEADLINE_MS)

  beforeEach(() => {
    onTestFailed(async () => {
      process.stderr.write(`${await world.lastLines()}\n`)
    })
  })

  const asks = async (name: string): Promise<void> => {
    await alice.says(`create opportunity name: ${name} amount: 50k stage: Prospecting`)
    await alice.sees(`Created the opportunity ${name}`)
    await alice.says(`approve discount opportunity: ${name} percent: 20`)
    await bob.sees(`discount for ${name}?`)
  }
  const decidedOnce = async (name: string): Promise<void> => {
    await alice.sees(`Bob Olsen: Approve for ${name}`, { withinMs: 60_000 })
    const target = world.salesforce.records.find((record) => record.Name === name)?.Id
    const steps = world.salesforce.recordsOf('ProcessInstanceStep').filter(({ TargetObjectId }) => TargetObjectId === target)
    expect(steps.map(({ StepStatus }) => StepStatus)).toEqual(['Started', 'Approved'])
    expect(steps[1]?.ActorId).toBe(world.salesforce.accounts.find(({ key }) => key === 'bob')?.userId)
  }

  it('takes an answer that came while the worker was dead', { timeout: DEADLINE_MS }, async () => {
    await asks('Asked')
    await world.kill('worker')
    await bob.presses('Approve')
    await world.start('worker')
    await decidedOnce('Asked')
  })

  it('goes on after bot and worker were killed at the moment of the answer', { timeout: DEADLINE_MS }, async () => {
    await asks('Answered')
    await Promise.all([bob.presses('Approve'), world.kill('worker')])
    await world.kill('bot')
    await world.start('bot')
    await world.start('worker')
    await decidedOnce('Answered')
  })
})
