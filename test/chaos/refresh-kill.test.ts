// kill -9 of the worker after an app has refreshed a token and before it is stored, by each app's rules: what the run then does, and what
// the shared connection's run says.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import type { OAuthAppStandIn } from '../../sandbox/oauth-app/start.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { connectIntegrationOf } from '../support/shared-connection.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'

interface AtApp {
  readonly name: string
  readonly standIn: (world: ProgramWorld) => OAuthAppStandIn
  readonly token: string
  readonly command: (run: string) => string
  /** In the receipt of each run. */
  readonly done: (run: string) => string
  /** After the kill: whether a sign-in is asked for, and how often the token endpoint is called until the run has ended, the lost call left out. */
  readonly after: { readonly asks: boolean; readonly calls: number }
}

const atApps: readonly AtApp[] = [
  {
    name: 'Salesforce',
    standIn: ({ salesforce }) => salesforce,
    token: '/services/oauth2/token',
    command: (run) => `create opportunity name: ${run} amount: 5 stage: Prospecting`,
    done: (run) => `Created the opportunity ${run}`,
    // A used refresh token is never sent again: its reuse would end the family. Its one call is the sign-in's.
    after: { asks: true, calls: 1 },
  },
  {
    name: 'ServiceNow',
    standIn: ({ other }) => other('servicenow'),
    token: '/oauth_token.do',
    command: () => 'my incidents',
    done: () => 'VPN drops every hour',
    // The refresh token stays the same, so it is sent again, and nobody is asked.
    after: { asks: false, calls: 1 },
  },
  {
    name: 'Box',
    standIn: ({ other }) => other('box'),
    token: '/oauth2/token',
    command: () => 'who am I',
    done: () => 'In Box you are Alice Jensen',
    // The used refresh token is sent again, to learn that it was used; then comes the sign-in.
    after: { asks: true, calls: 2 },
  },
]

const DEADLINE_MS = 120_000
let world: ProgramWorld
let alice: TeamsPerson

beforeAll(async () => {
  world = await startProgramWorld({ others: ['servicenow', 'box'] })
  world.salesforce.setRotation(true)
  await connectIntegrationOf(world)
  alice = createTeamsPerson(world, aliceInTeams)
}, DEADLINE_MS)
afterAll(() => world.close(), DEADLINE_MS)
beforeEach(() => {
  onTestFailed(async () => {
    process.stderr.write(`${await world.lastLines()}\n`)
  })
})

const readings = (words: string) => alice.reads().filter((text) => text.includes(words)).length
const sees = (words: string, times: number) =>
  until(`"${words}" for the ${String(times)}. time`, () => Promise.resolve(readings(words) >= times), 60)
/** Cards that ask for this app's sign-in, now. */
const asking = ({ name }: AtApp, many: number) =>
  until(`${String(many)} cards that ask`, () => Promise.resolve(readings(`Sign in to ${name} to continue`) === many), 60)
const signsInTo = ({ name }: AtApp) => signsIn(alice.link(`Sign in to ${name}`), { as: 'alice' })
const SHARED = 'with the shared connection'

it.each(atApps)('a run at $name signs in, and the next one refreshes its token', { timeout: DEADLINE_MS }, async (app) => {
  await alice.says(app.command('Before'))
  await asking(app, 1)
  await signsInTo(app)
  await sees(app.done('Before'), 1)
  await asking(app, 0)
  await app.standIn(world).expire('alice')
  const seen = readings(app.done('Refreshed'))
  await alice.says(app.command('Refreshed'))
  await sees(app.done('Refreshed'), seen + 1)
})

it('the shared connection is refreshed as a personal one is', { timeout: DEADLINE_MS }, async () => {
  const calls = world.salesforce.tokenCalls
  await world.salesforce.expire('integration')
  await alice.says('pipeline')
  await sees(SHARED, 1)
  expect(world.salesforce.tokenCalls).toBe(calls + 1)
})

describe('a worker that dies once every app has refreshed, and before anything is stored', () => {
  let seen: Record<string, number>
  let calls: Record<string, number>
  beforeAll(async () => {
    const { salesforce } = world
    const tokenOf = (standIn: OAuthAppStandIn, account: string) =>
      until('the new token', () => Promise.resolve(standIn.liveTokens(account).some(({ kind }) => kind === 'access')))
    seen = Object.fromEntries(atApps.map(({ name, done }) => [name, readings(done('Killed'))]))
    await salesforce.expire('integration')
    for (const { standIn, token } of atApps) {
      await standIn(world).expire('alice')
      standIn(world).addFault({ kind: 'hold', path: token, times: 2 })
    }
    await alice.says('pipeline')
    for (const { command } of atApps) await alice.says(command('Killed'))
    for (const { standIn } of atApps) await tokenOf(standIn(world), 'alice')
    await tokenOf(salesforce, 'integration')
    await world.kill('worker')
    calls = Object.fromEntries(atApps.map(({ name, standIn }) => [name, standIn(world).tokenCalls]))
    for (const { standIn } of atApps) standIn(world).clearFaults()
    await world.start('worker')
  }, DEADLINE_MS)

  it.each(atApps)('costs a run at $name what $name does not forgive, and the run completes', { timeout: DEADLINE_MS }, async (app) => {
    const { name, done, after } = app
    if (after.asks) {
      await asking(app, 1)
      await signsInTo(app)
    }
    await sees(done('Killed'), (seen[name] ?? 0) + 1)
    await asking(app, 0)
    expect(app.standIn(world).tokenCalls - (calls[name] ?? 0), 'calls of the token endpoint').toBe(after.calls)
    const live = app.standIn(world).liveTokens('alice')
    expect(new Set(live.map(({ kind }) => kind))).toEqual(new Set(['access', 'refresh']))
  })

  it('has done each write once', () => {
    for (const run of ['Before', 'Refreshed', 'Killed'])
      expect(
        world.salesforce.records.filter(({ Name }) => Name === run),
        run,
      ).toHaveLength(1)
  })

  it('ends a run with the shared connection, which says so; connected anew it serves again', { timeout: DEADLINE_MS }, async () => {
    await sees("the shared Salesforce connection, which isn't connected now", 1)
    await connectIntegrationOf(world)
    await alice.says('pipeline')
    await sees(SHARED, 2)
  })
})
