// Rows 15 and 26 of the table of attacks: signals that are lost, early or repeated, and buttons that are pressed twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { formInputId } from '../../text/press.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(() => world.close())

const made = (name: string) => world.salesforce.records.filter(({ Name }) => Name === name).length
const newest = async () => (await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`))[0]?.id ?? ''

describe('a lost, early, repeated signal (row 15)', () => {
  it('the first ones early, the right one never sent, and then ten at once: the run goes on, once', async () => {
    await alice.says('create opportunity name: Signals amount: 1 stage: Prospecting')
    const handle = world.temporal.workflow.getHandle(await newest())
    const signals = (times: number) => Promise.allSettled(Array.from({ length: times }, () => handle.signal('awaitUserAuth')))
    await signals(3)
    await alice.sees([SIGN_IN, 'Signals'])
    await signals(3)
    expect(made('Signals')).toBe(0)
    const link = alice.link(SIGN_IN)
    // A bot that reaches no Temporal commits the outcome, and its signal is lost: what is owed is the sweep's.
    await world.stopBot()
    await world.startBot({ TEMPORAL_ADDRESS: '127.0.0.1:9' })
    expect((await signsIn(link, { as: 'alice' })).html).toContain('Connected')
    await alice.sees('Created the opportunity Signals')
    await signals(10)
    expect(made('Signals')).toBe(1)
    // The run may have ended before the sweep has noted its signal.
    await expect.poll(() => world.db.query(`select 1 from waits where outcome is null or signalled_at is null`)).toEqual([])
    await world.stopBot()
    await world.startBot()
  })
})

describe('a double press, a copied card (row 26)', () => {
  it('a form that is sent on two devices, ten times over, starts one run', async () => {
    const before = (await world.db.query(`select 1 from runs`)).length
    await alice.says('create opportunity')
    await alice.sees('Start Create opportunity')
    const inputs = { [formInputId('name')]: 'Pressed', [formInputId('amount')]: '1', [formInputId('stage')]: 'Prospecting' }
    await Promise.all(Array.from({ length: 10 }, () => alice.presses('Start Create opportunity', { inputs })))
    await alice.sees('Created the opportunity Pressed')
    expect(await world.db.query(`select 1 from runs`)).toHaveLength(before + 1)
    expect(made('Pressed')).toBe(1)
  })
})
