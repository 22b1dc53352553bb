// kill -9 of the worker after Salesforce has rotated a refresh token and before it is stored: one new sign-in, and the run completes.
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'

const SIGN_IN = 'Sign in to Salesforce'
const DEADLINE_MS = 120_000
let world: ProgramWorld
let alice: TeamsPerson

beforeAll(async () => {
  world = await startProgramWorld()
  world.salesforce.setRotation(true)
  alice = createTeamsPerson(world, aliceInTeams)
}, DEADLINE_MS)
afterAll(() => world.close(), DEADLINE_MS)

const asks = (name: string) => alice.says(`create opportunity name: ${name} amount: 5 stage: Prospecting`)
const named = (name: string) => world.salesforce.records.filter((record) => record.Name === name)

it(
  'a run whose worker dies between the rotation and the row asks once for a sign-in, and completes',
  { timeout: DEADLINE_MS },
  async () => {
    onTestFailed(async () => {
      process.stderr.write(`${await world.lastLines()}\n`)
    })
    await asks('Before')
    await alice.sees([SIGN_IN, 'Before'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Before')

    await world.salesforce.expire('alice')
    await asks('Refreshed')
    await alice.sees('Created the opportunity Refreshed')

    await world.salesforce.expire('alice')
    world.salesforce.addFault({ kind: 'hold', path: '/services/oauth2/token' })
    const before = world.salesforce.tokenCalls
    await asks('Killed')
    while (!world.salesforce.liveTokens('alice').some(({ kind }) => kind === 'access'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    await world.kill('worker')
    world.salesforce.clearFaults()
    await world.start('worker')

    await alice.sees([SIGN_IN, 'Killed'], { withinMs: 60_000 })
    expect(world.salesforce.tokenCalls, 'the spent token is never sent again').toBe(before + 1)
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Killed', { withinMs: 60_000 })
    expect(named('Killed')).toHaveLength(1)
    expect(world.salesforce.tokenCalls, 'one sign-in').toBe(before + 2)
  },
)
