// Two things at once, where only one may count: Cancel, Deny and deadline against the callback; and floods of runs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { callbackOf } from '../web/support/trip.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
})
afterAll(() => world.close())

interface Ended {
  readonly id: string
  readonly state: string
}
async function endOf(name: string): Promise<Ended> {
  for (;;) {
    const [run] = await world.db.query<Ended>(`select id, state from runs where posted_at is not null and id = $1`, [ids.get(name)])
    if (run) return run
    await new Promise((go) => setTimeout(go, 25))
  }
}
const ids = new Map<string, string>()
async function waiting(name: string) {
  await alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
  await alice.sees([SIGN_IN, name])
  const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
  ids.set(name, run?.id ?? '')
  return callbackOf(world, alice.link(SIGN_IN))
}
/** Whoever won: all rows tell one story, and what lost left nothing. */
async function expectOneStory(name: string): Promise<string> {
  const { id, state } = await endOf(name)
  // A sign-in that comes while the run asks for it can leave a second wait, which is connected from its beginning.
  const waits = await world.db.query<{ outcome: string }>(`select distinct outcome from waits where run_id = $1`, [id])
  const made = world.salesforce.records.filter(({ Name }) => Name === name).length
  const connections = await world.db.query(`select 1 from connections where kind = 'personal'`)
  expect(waits).toHaveLength(1)
  expect([state, made, connections.length]).toEqual(waits[0]?.outcome === 'connected' ? ['completed', 1, 1] : [waits[0]?.outcome, 0, 0])
  // The grant of a sign-in that came too late is owed its end, or never was made.
  const left = await world.db.query(`select 1 from revocations where why = 'request_ended' and given_up_at is not null`)
  expect(left).toHaveLength(0)
  expect(await world.db.query(`select 1 from sign_in_requests where ended_at is null`)).toHaveLength(0)
  await world.db.query(`delete from connections`)
  return state
}

describe('at the same moment', () => {
  it('Cancel and the callback: one of them counts', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 6; round++) {
      const callback = await waiting(`Cancel${String(round)}`)
      const pause = round * 6
      await Promise.all([
        alice.presses('Cancel this run'),
        new Promise((go) => setTimeout(go, pause)).then(() => callback.send()),
        ...(round % 2 ? [callback.send()] : []),
      ])
      seen.add(await expectOneStory(`Cancel${String(round)}`))
    }
    expect([...seen].every((state) => ['completed', 'cancelled'].includes(state))).toBe(true)
  })

  it('the deadline and the callback: one of them counts', async () => {
    for (let round = 0; round < 4; round++) {
      const callback = await waiting(`Late${String(round)}`)
      await world.db.query(`update waits set deadline_at = now() where outcome is null`)
      const handle = world.temporal.workflow.getHandle(ids.get(`Late${String(round)}`) ?? '')
      await Promise.all([callback.send(), handle.signal('awaitUserAuth').catch(() => undefined)])
      expect(['completed', 'expired']).toContain(await expectOneStory(`Late${String(round)}`))
    }
  })

  it('Cancel pressed ten times, and ten forged wake-ups: one end, one message', async () => {
    await waiting('Ten')
    const handle = world.temporal.workflow.getHandle(ids.get('Ten') ?? '')
    const told = await Promise.all(Array.from({ length: 10 }, () => alice.presses('Cancel this run')))
    await Promise.all(Array.from({ length: 10 }, () => handle.signal('awaitUserAuth').catch(() => undefined)))
    expect(told.filter((answer) => JSON.stringify(answer).includes('This run is cancelled'))).toHaveLength(1)
    expect(await expectOneStory('Ten')).toBe('cancelled')
  })
})

describe('many at once', () => {
  it('thirty runs of one person are one card that Teams takes, one page, one sign-in, and thirty records', async () => {
    const made = Array.from({ length: 30 }, (_, at) => `Flood${String(at)}`)
    await Promise.all(made.map((name) => bob.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)))
    await bob.sees('to continue 30 runs')
    const cards = world.teams.messagesIn(bob.chat.id).filter((message) => JSON.stringify(message).includes('/connect/'))
    expect(cards).toHaveLength(1)
    expect(Buffer.byteLength(JSON.stringify(cards[0]))).toBeLessThan(28_000)
    const calls = world.salesforce.tokenCalls
    await signsIn(bob.link(SIGN_IN), { as: 'bob' })
    for (const name of made) await bob.sees(`Created the opportunity ${name}`)
    expect(
      world.salesforce.records
        .filter(({ Name }) => made.includes(Name))
        .map(({ Name }) => Name)
        .sort(),
    ).toEqual(made.sort())
    expect(world.salesforce.tokenCalls).toBe(calls + 1)
  })
})
