// A person sees what they have connected, connects ahead of need, and ends it: all in Teams, proven at the app.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { liveAmong, tokensOf } from '../support/live-tokens.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, generalChannel, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const DISCONNECT = 'Disconnect Salesforce'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
})
afterEach(() => {
  world.salesforce.clearFaults()
})
afterAll(() => world.close())

const command = (name: string) => `create opportunity name: ${name} amount: 1 stage: Prospecting`
const madeAs = (name: string) => world.salesforce.records.filter((record) => record.Name === name).length
const last = (person: TeamsPerson) => person.reads().at(-1) ?? ''
/** Polls until it holds: what the sweep does comes within a second or two. */
async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 45_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It never came to that: ${holds.toString()}`)
    await new Promise((go) => setTimeout(go, 50))
  }
}
async function connects(person: TeamsPerson): Promise<readonly string[]> {
  await person.says('connect salesforce')
  await eventually(() => last(person).includes('/connect/'))
  await signsIn(person.link(SIGN_IN), { as: person.person.key })
  await eventually(() => last(person).includes('Not my account'))
  return tokensOf(world)
}
async function disconnects(person: TeamsPerson): Promise<void> {
  await person.says('disconnect salesforce')
  await person.presses(DISCONNECT)
}

describe('connecting ahead of need', () => {
  it('begins at an empty list, and the next command asks nothing', async () => {
    await alice.says('personal_connections')
    expect(last(alice)).toContain('You have no personal connections.')
    await alice.presses('Connect Salesforce')
    await eventually(() => last(alice).includes('/connect/'))
    expect(last(alice)).toContain('Valid until')
    const page = await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    expect(page.html).toContain('Connected to Salesforce')
    await alice.sees('Connected to Salesforce as alice@contoso-sales.example')
    await alice.says(command('Ahead'))
    await alice.sees('Created the opportunity Ahead')
  })

  it('says so where it is connected already, and a second account replaces the first, whose tokens die', async () => {
    const before = await tokensOf(world)
    await alice.says('connect Salesforce')
    expect(last(alice)).toContain("You're connected to Salesforce as alice@contoso-sales.example")
    await alice.presses('Sign in as another account')
    await eventually(() => last(alice).includes('/connect/'))
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'dana' })
    await eventually(async () => (await liveAmong(world, before)) === 0)
    expect(await liveAmong(world, await tokensOf(world))).toBe(2)
    await disconnects(alice)
  })

  it('lives for its three days without a run, and not longer', async () => {
    await bob.says('connect salesforce')
    await eventually(() => last(bob).includes('/connect/'))
    await world.db.query(`update sign_in_requests set created_at = now() - interval '1 hour' where ended_at is null`)
    const housekeep = async (name: string) => {
      await world.temporal.workflow.execute('housekeeping', { taskQueue: world.taskQueue, workflowId: `${world.taskQueue}-${name}` })
      return (
        await world.db.query<{ outcome: string | null }>(`select outcome from sign_in_requests where aad_object_id = $1`, [
          bobInTeams.aadObjectId,
        ])
      ).at(-1)?.outcome
    }
    expect(await housekeep('early')).toBeNull()
    await world.db.query(`update sign_in_requests set wanted_until = now() where ended_at is null`)
    expect(await housekeep('late')).toBe('expired')
    await bob.sees('The sign-in to Salesforce has ended')
  })
})

describe('personal_connections', () => {
  it('lists what is connected and what waits, and is brought up to date in place by each press', async () => {
    await connects(alice)
    await world.salesforce.revokeAll('alice')
    await alice.says(command('Waits'))
    await alice.sees([SIGN_IN, 'Waits'])
    await alice.says('personal_connections')
    const list = last(alice)
    expect(list).toContain('Needs sign-in since')
    expect(list).toContain('Salesforce ended your sign-in.')
    expect(list).toContain('Waiting for your sign-in')
    expect(list).toContain('**Waits** (1, Prospecting)')
    await alice.presses('Cancel this run')
    await eventually(() => alice.reads().every((card) => !card.includes('Waiting for your sign-in')))
    await alice.presses(DISCONNECT)
    expect(last(alice)).toContain('Disconnect Salesforce?')
    expect(last(alice)).toMatch(/\*Create opportunity\*.* will ask you to sign in again\./)
    await alice.presses(DISCONNECT)
    await eventually(() =>
      alice.reads().some((card) => card.includes('You have no personal connections.') && !card.includes('Disconnected')),
    )
  })

  it('asked for in a channel answers in the chat, and says only that there', async () => {
    await alice.says('personal_connections', { in: generalChannel })
    expect(await alice.sees('Your personal connections are in your chat with me.', { in: generalChannel })).not.toContain('Salesforce')
    expect(last(alice)).toContain('You have no personal connections.')
  })
})

describe('a disconnect', () => {
  it('speaks of the account that it ended, not of one before whose end Salesforce never confirmed', async () => {
    await connects(alice)
    await world.db.query(
      `insert into revocations (configuration_id, connection_id, host, tokens_sealed, why, created_at, given_up_at)
       select configuration_id, id, host, tokens_sealed, 'replaced', now() - interval '6 days', now() - interval '1 day' from connections where kind = 'personal'`,
    )
    await disconnects(alice)
    await eventually(() => last(alice).includes('(confirmed)') || last(alice).includes('never confirmed'))
    expect(last(alice)).toContain('(confirmed)')
    await world.db.query(`delete from revocations where given_up_at is not null`)
  })

  it('is confirmed by Salesforce on its card, and no token lives', async () => {
    const tokens = await connects(alice)
    expect(await liveAmong(world, tokens)).toBe(2)
    await disconnects(alice)
    await eventually(() => last(alice).includes('and ended at Salesforce at'))
    expect(await liveAmong(world, tokens)).toBe(0)
    expect(await world.db.query(`select 1 from connections where kind = 'personal'`)).toEqual([])
    expect(await world.db.query(`select 1 from audit where event = 'connection.disconnected' and detail ->> 'why' = 'asked'`)).not.toEqual(
      [],
    )
    await alice.says('disconnect salesforce')
    await alice.sees("You aren't connected to Salesforce.")
  })

  it('that Salesforce does not take says so, and how to end it there; what comes later is a message of its own', async () => {
    const tokens = await connects(alice)
    world.salesforce.addFault({ kind: 'status', status: 503, path: '/services/oauth2/revoke', times: 1 })
    await disconnects(alice)
    await alice.sees(["Disconnected from Salesforce; ending it there isn't confirmed yet", 'OAuth Connected Apps'])
    expect(alice.reads().join('')).not.toContain('has now ended')
    world.salesforce.clearFaults()
    await world.db.query(`update revocations set next_attempt_at = now() where done_at is null`)
    await alice.sees("Salesforce has now ended Workbot's access as alice@contoso-sales.example (confirmed).")
    expect(await liveAmong(world, tokens)).toBe(0)
  })

  it('that Salesforce never confirms is given up after five days, and says whom to ask', async () => {
    await connects(alice)
    world.salesforce.addFault({ kind: 'status', status: 503, path: '/services/oauth2/revoke', times: 9 })
    await disconnects(alice)
    await alice.sees("ending it there isn't confirmed yet")
    await world.db.query(`update disconnects set at = at - interval '6 days'`)
    await world.db.query(
      `update revocations set next_attempt_at = now(), created_at = created_at - interval '6 days' where done_at is null`,
    )
    await alice.sees("Salesforce never confirmed the end of Workbot's access as alice@contoso-sales.example")
    await alice.sees('Disconnected from Salesforce; it never confirmed the end')
  })

  it('makes a run that uses it pause at its next step and ask again', async () => {
    await connects(alice)
    world.salesforce.addFault({ kind: 'status', status: 503, path: '/services/data', times: 2 })
    await alice.says(command('Pauses'))
    await eventually(() => world.salesforce.requests.some(({ path }) => path.includes('/sobjects/Opportunity')))
    await alice.says('disconnect salesforce')
    expect(last(alice)).toContain('1 run of yours pauses at its next step')
    await alice.presses(DISCONNECT)
    await alice.sees([SIGN_IN, 'Pauses'])
    expect(madeAs('Pauses')).toBe(0)
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Pauses')
    expect(madeAs('Pauses')).toBe(1)
    await disconnects(alice)
  })
})

describe('Not my account', () => {
  it('ends the connection, says that nothing was done as it, and asks again for another', async () => {
    const tokens = await connects(alice)
    await alice.presses('Not my account')
    await alice.sees(["You said that alice@contoso-sales.example isn't your account.", 'Nothing had been done in Salesforce as it.'])
    await eventually(() => last(alice).includes('/connect/'))
    await eventually(async () => (await liveAmong(world, tokens)) === 0)
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'integration' })
    expect(await world.db.query(`select account_name as name from connections where kind = 'personal'`)).not.toEqual([])
  })

  it('says what was done as it, where something was', async () => {
    await eventually(() => last(alice).includes('Not my account'))
    await alice.says(command('Mistaken'))
    await alice.sees('Created the opportunity Mistaken')
    await alice.presses('Not my account')
    await alice.sees('1 step had been done in Salesforce as it, and stays done.')
  })
})

describe('status and cancel', () => {
  it('show what a run waits for and end it, also one that works just now', async () => {
    await bob.says('status')
    expect(last(bob)).toContain('You have no runs yet.')
    await bob.says(command('First'))
    await bob.sees([SIGN_IN, 'First'])
    await bob.says('status')
    expect(last(bob)).toContain('Waits for your sign-in to Salesforce since')
    await signsIn(bob.link(SIGN_IN), { as: 'bob' })
    await bob.sees('Created the opportunity First')
    world.salesforce.addFault({ kind: 'status', status: 503, path: '/services/data', times: 99 })
    await bob.says(command('Second'))
    await eventually(() => world.salesforce.requests.filter(({ account }) => account === 'bob').length > 1)
    await bob.says('cancel')
    expect(last(bob)).toContain('Cancel this run?')
    await bob.presses('Cancel Create opportunity')
    await eventually(
      async () => (await world.db.query(`select 1 from runs where state = 'cancelled' and cancel_asked_at is not null`)).length === 1,
    )
    await bob.says('cancel')
    expect(last(bob)).toContain('None of your runs is open')
    await bob.says('status')
    expect(last(bob)).toContain('Cancelled, ')
    expect(madeAs('Second')).toBe(0)
  })
})
