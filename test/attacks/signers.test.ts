// Acting as somebody else takes their answer to a question of this very run; what a workflow says of it counts for nothing.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'

describe('acting as a signer', () => {
  let world: World
  let bundle: BundledFixture
  let alice: TeamsPerson
  let bob: TeamsPerson

  beforeAll(async () => {
    bundle = await bundleFixture(new URL('./fixtures/signs-as.ts', import.meta.url))
    world = await startWorld({ env: { WORKFLOW_BUNDLE: bundle.path } })
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
    await alice.says('create opportunity name: Acme amount: 1 stage: Prospecting')
    await alice.sees('Created the opportunity Acme')
    await alice.says('approve discount opportunity: Acme percent: 20')
    await bob.sees('discount for Acme?')
  }, 120_000)
  afterAll(async () => {
    await world.close()
    await bundle.remove()
  })

  const forges = async (ask: string): Promise<void> => {
    await alice.says(`create opportunity name: forged ${ask} amount: 1 stage: Prospecting`)
    const ended = () =>
      world.db.query(`select state from runs where recipe = 'createOpportunity' and ended_at is not null order by accepted_at desc limit 1`)
    await expect.poll(ended).toEqual([{ state: 'failed' }])
    expect(world.salesforce.records.map(({ Name }) => Name)).toEqual(['Acme'])
    expect(await world.db.query(`select from effects where step_key like 'salesforce.createOpportunity % as %'`)).toEqual([])
    await world.db.query(`update runs set recipe = 'looked at' where recipe = 'createOpportunity' and state = 'failed'`)
  }
  const question = async (): Promise<string> => {
    const [ask] = await world.db.query<{ id: string }>(`select wait_id as id from asks`)
    return ask?.id ?? ''
  }

  it('by a question that is not there, or of another run, answered or not, does nothing', async () => {
    await forges(randomUUID())
    await forges("';drop")
    await forges(await question())
    await bob.presses('Approve')
    await alice.sees('Bob Olsen: Approve for Acme')
    await forges(await question())
  })
})
