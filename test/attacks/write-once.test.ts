// A write whose answer was lost, and what could make it happen twice or be denied.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const create = { path: '/services/data/v64.0/sobjects', method: 'POST' } as const

describe('a create whose answer was lost', () => {
  let world: World
  let alice: TeamsPerson

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    await alice.says('create opportunity name: First amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'First'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity First')
  })
  afterEach(() => {
    world.salesforce.clearFaults()
  })
  afterAll(() => world.close())

  const called = (name: string) => world.salesforce.records.filter(({ Name }) => Name === name)

  it('is found again by its key: one opportunity, and a receipt', async () => {
    world.salesforce.addFault({ kind: 'drop', ...create })
    await alice.says('create opportunity name: Dropped amount: 2 stage: Prospecting')
    await alice.sees('Created the opportunity Dropped')
    expect(called('Dropped')).toHaveLength(1)
  })

  it('is not sent again as another account, in whose org its key is unknown', async () => {
    world.salesforce.addFault({ kind: 'drop', ...create })
    world.salesforce.addFault({ kind: 'status', status: 401, times: 2, ...create })
    await alice.says('create opportunity name: Twice amount: 3 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Twice'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'alice-uat' })
    await alice.sees(["I can't tell whether this was done", '(Twice)', 'Sent as', 'alice@contoso-sales.example'])
    await alice.presses('Check again')
    await until(
      'the second question',
      async () => (await world.db.query(`select from waits where kind = 'person' and card_activity_id is not null`)).length === 2,
    )
    await alice.presses('Skip')
    const told = await alice.sees(["couldn't be finished", "I can't tell whether it was done", 'WB-APP-006'])
    expect(told).not.toContain('Nothing was done')
    expect(called('Twice')).toHaveLength(1)
  })

  it('is never called undone when the next try is refused', async () => {
    world.salesforce.addFault({ kind: 'drop', ...create })
    world.salesforce.addFault({
      kind: 'status',
      status: 403,
      body: '[{"errorCode":"INSUFFICIENT_ACCESS","message":"no right any more"}]',
      ...create,
    })
    await alice.says('create opportunity name: Unsure amount: 4 stage: Prospecting')
    const told = await alice.sees(["couldn't be finished", 'no right any more', 'WB-APP-002'])
    expect(called('Unsure')).toHaveLength(1)
    expect(told).not.toContain('Nothing was done')
  })
})
