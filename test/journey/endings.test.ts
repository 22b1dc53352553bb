// How a wait can end without a connection, and several runs that wait for one sign-in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'

describe('a wait for a sign-in', () => {
  let world: World
  let alice: TeamsPerson
  let bob: TeamsPerson

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
  })
  afterAll(() => world.close())

  const ended = async (state: string): Promise<void> => {
    for (;;) {
      const rows = await world.db.query(`select 1 from runs where state = $1 and posted_at is not null`, [state])
      if (rows.length > 0) return
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  it('ends at once when its caller cancels, and the card says so', async () => {
    await alice.says('create opportunity name: Cancelled amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Cancelled'])
    await alice.presses('Cancel this run')
    await ended('cancelled')
    await alice.sees('No run waits for it any more')
    const cancels = `select aad_object_id as who, run_id = (select id from runs where state = 'cancelled') as its, detail from audit where event = 'run.cancelled'`
    expect(await world.db.query(cancels)).toEqual([{ who: aliceInTeams.aadObjectId, its: true, detail: {} }])
  })

  it('ends when the caller says no at Salesforce, and the receipt says that nothing was done', async () => {
    await alice.says('create opportunity name: Denied amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Denied'])
    const page = await signsIn(alice.link(SIGN_IN), { as: 'alice', account: '' })
    expect(page.html).toContain('Salesforce')
    await ended('declined')
    await alice.sees('Nothing was done in Salesforce')
  })

  it('ends at its deadline, by the row and not by the timer alone', async () => {
    await alice.says('create opportunity name: Expired amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Expired'])
    const [run] = await world.db.query<{ id: string }>(`update waits set deadline_at = now() where outcome is null returning run_id as id`)
    // A wake-up finds the deadline passed; the timer of 72 hours needs not.
    await world.temporal.workflow.getHandle(run?.id ?? '').signal('awaitUserAuth')
    await ended('expired')
    await alice.sees('has ended')
  })

  it('of another person stays where it is when somebody else presses its button', async () => {
    await alice.says('create opportunity name: Kept amount: 1 stage: Prospecting')
    await alice.sees([SIGN_IN, 'Kept'])
    const told = await bob.presses('Cancel this run', { from: alice.chat })
    expect(JSON.stringify(told)).toContain('Only')
    expect(await world.db.query(`select 1 from waits where outcome is null`)).toHaveLength(1)
    await alice.presses('Cancel this run')
  })

  it('is one card and one sign-in for several runs, and a receipt each', async () => {
    const cards = () => bob.reads().filter((message) => message.includes('/connect/'))
    await bob.says('create opportunity name: Ares amount: 5 stage: Prospecting')
    // Runs that come before the card is there are on it from the start; only later ones are told of the card above.
    await bob.sees([SIGN_IN, 'Ares'])
    for (const name of ['Boreas', 'Chronos']) await bob.says(`create opportunity name: ${name} amount: 5 stage: Prospecting`)
    await bob.sees(['to continue 3 runs'])
    await bob.sees('waits for the same sign-in to Salesforce')
    expect(cards()).toHaveLength(1)
    await signsIn(bob.link(SIGN_IN), { as: 'bob' })
    for (const name of ['Ares', 'Boreas', 'Chronos']) await bob.sees(`Created the opportunity ${name}`)
    expect(world.salesforce.records.filter(({ Name }) => ['Ares', 'Boreas', 'Chronos'].includes(Name))).toHaveLength(3)
    expect(world.salesforce.tokenCalls).toBe(1)
    // The runs may have ended before the bot or the sweep has noted a signal.
    await expect.poll(() => world.db.query(`select 1 from waits where outcome is null or signalled_at is null`)).toEqual([])
  })
})
