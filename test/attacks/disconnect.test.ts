// A connection that is ended stays ended: no press of somebody else, no copy of a card and no sign-in under way brings it back.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { liveAmong, tokensOf } from '../support/live-tokens.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { callbackOf } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'
const DISCONNECT = 'Disconnect Salesforce'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
  await bob.says('help')
})
afterAll(() => world.close())
beforeEach(async () => {
  await alice.says('connect salesforce')
  await eventually(() => last(alice).includes('/connect/'))
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await eventually(() => last(alice).includes('Not my account'))
})

const last = (person: TeamsPerson) => person.reads().at(-1) ?? ''
const told = (answer: object) => JSON.stringify(answer)
const disconnects = () => world.db.query(`select 1 from disconnects`)
async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 45_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It never came to that: ${holds.toString()}`)
    await new Promise((go) => setTimeout(go, 50))
  }
}

describe("one user's run, card or wait acted on by another (row 23)", () => {
  it("Bob presses Alice's Disconnect, her Keep it, her list and her Not my account: refused in words, to him only", async () => {
    const tokens = await tokensOf(world)
    await alice.says('personal_connections')
    const fromAlice = { from: alice.chat }
    const answers = [told(await bob.presses('Not my account', fromAlice)), told(await bob.presses(DISCONNECT, fromAlice))]
    await alice.says('disconnect salesforce')
    answers.push(told(await bob.presses(DISCONNECT, fromAlice)), told(await bob.presses('Keep it', fromAlice)))
    for (const answer of answers) expect(answer).toContain('Only Alice Jensen can use this button.')
    expect(await liveAmong(world, tokens)).toBe(2)
    expect(await tokensOf(world)).toEqual(tokens)
    await alice.presses(DISCONNECT)
    expect(await tokensOf(world)).toEqual([])
  })
})

describe('a double press, a copied card (row 26)', () => {
  it('Disconnect pressed on two devices and ten times over is one disconnect', async () => {
    const tokens = await tokensOf(world)
    const before = (await disconnects()).length
    await alice.says('disconnect salesforce')
    await alice.says('disconnect salesforce')
    const answers = await Promise.all(Array.from({ length: 10 }, () => alice.presses(DISCONNECT)))
    expect(answers.filter((answer) => told(answer).includes('Disconnected from Salesforce'))).toHaveLength(1)
    expect(await disconnects()).toHaveLength(before + 1)
    expect(
      await world.db.query(`select 1 from revocations where why = 'disconnected' and done_at is null and given_up_at is not null`),
    ).toEqual([])
    await eventually(async () => (await liveAmong(world, tokens)) === 0)
  })
})

describe('a disconnect while something is under way (row 20, for a sign-in; for a refresh see refresh.test.ts)', () => {
  it('a sign-in that was in the browser connects nothing, and the tokens that were there die', async () => {
    const before = await tokensOf(world)
    await alice.says('connect salesforce')
    await alice.presses('Sign in as another account')
    await eventually(() => last(alice).includes('/connect/'))
    const callback = await callbackOf(world, alice.link(SIGN_IN))
    await alice.says('disconnect salesforce')
    await alice.presses(DISCONNECT)
    await callback.send()
    expect(await tokensOf(world)).toEqual([])
    await eventually(async () => (await liveAmong(world, before)) === 0)
    expect(await world.db.query(`select 1 from sign_in_attempts where voided_at is not null`)).not.toEqual([])
  })

  it('a sign-in whose code is being exchanged connects nothing, and what it got is ended', async () => {
    await alice.says('connect salesforce')
    await alice.presses('Sign in as another account')
    await eventually(() => last(alice).includes('/connect/'))
    const callback = await callbackOf(world, alice.link(SIGN_IN))
    await alice.says('disconnect salesforce')
    const calls = world.salesforce.tokenCalls
    world.salesforce.addFault({ kind: 'delay', ms: 1_500, path: '/services/oauth2/token' })
    const arriving = callback.send()
    await eventually(
      async () =>
        (
          await world.db.query(
            `select 1 from sign_in_attempts where used_at is not null and voided_at is null and expires_at > now() and request_id in (select id from sign_in_requests where ended_at is null)`,
          )
        ).length > 0,
    )
    await alice.presses(DISCONNECT)
    await arriving
    expect(world.salesforce.tokenCalls).toBe(calls + 1)
    expect(await tokensOf(world)).toEqual([])
    await eventually(async () => {
      const owed = await world.db.query<{ open: boolean }>(`select done_at is null as open from revocations where why = 'disconnected'`)
      return owed.length > 1 && owed.every(({ open }) => !open)
    })
    expect(await world.db.query(`select 1 from revocations where given_up_at is not null`)).toEqual([])
  })
})
