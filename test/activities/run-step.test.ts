// Steps on their unusual paths: paused, without a shared connection, told to wait, refused, and cut off in the middle.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setPaused } from '../../settings/deployment.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { connectIntegration } from '../support/shared-connection.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const create = { path: '/services/data/v64.0/sobjects', method: 'POST' } as const
const read = { path: '/services/data/v64.0/query', method: 'GET' } as const

describe('a step', () => {
  let world: World
  let alice: TeamsPerson

  beforeAll(async () => {
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
  })
  afterEach(() => {
    world.salesforce.clearFaults()
  })
  afterAll(() => world.close())

  const called = (name: string) => world.salesforce.records.filter(({ Name }) => Name === name)
  const says = (name: string) => alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
  const newestRun = async () => {
    const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
    return world.temporal.workflow.getHandle(run?.id ?? '')
  }
  /** What Temporal says of the activity that is being tried again. */
  const pendingFailure = async () => {
    const run = await newestRun()
    for (;;) {
      const { raw } = await run.describe()
      const [pending] = raw.pendingActivities ?? []
      if (pending?.lastFailure && (pending.attempt ?? 0) > 1) {
        const waitSeconds = Number(pending.currentRetryInterval?.seconds ?? 0)
        return { type: pending.lastFailure.applicationFailureInfo?.type, waitSeconds }
      }
    }
  }

  it('that needs the shared connection says that nobody has made it', async () => {
    await alice.says('pipeline')
    await alice.sees(["couldn't be finished", 'shared Salesforce connection', 'WB-APP-007'])
  })

  it('whose first sign-in is refused at once isn’t asked for again: the account may not do this', async () => {
    await says('Refused')
    await alice.sees([SIGN_IN, 'Refused'])
    world.salesforce.addFault({ kind: 'status', status: 401, times: 2, ...create })
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees(["couldn't be finished", 'refused the sign-in that was just made', 'WB-APP-002'])
    expect(called('Refused')).toHaveLength(0)
  })

  it('that a 401 stopped before its write goes on as whichever account signs in: nothing was done yet', async () => {
    await says('Moved')
    await alice.sees([SIGN_IN, 'Moved'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Moved')

    world.salesforce.addFault({ kind: 'status', status: 401, times: 2, ...create })
    await says('Again')
    await alice.sees([SIGN_IN, 'Again'])
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'alice-uat' })
    await alice.sees('Created the opportunity Again')
    expect(called('Again')).toHaveLength(1)
    expect(await world.db.query(`select count(*)::int as unfinished from effects where finished_at is null`)).toEqual([{ unfinished: 0 }])
  })

  it('whose write was taken and whose look at it was refused is never called undone', async () => {
    world.salesforce.addFault({ kind: 'status', status: 400, body: '[{"errorCode":"MALFORMED_QUERY","message":"no such field"}]', ...read })
    await says('Unread')
    const told = await alice.sees(["couldn't be finished", 'no such field', 'WB-APP-005'])
    expect(told).not.toContain('Nothing was done')
    expect(called('Unread')).toHaveLength(1)
  })

  it('whose app takes no more requests for now comes again by itself', async () => {
    const body = '[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"too many"}]'
    world.salesforce.addFault({ kind: 'status', status: 429, body, times: 2, ...create })
    await says('Limited')
    expect(await pendingFailure()).toMatchObject({ type: 'RateLimited' })
    await alice.sees('Created the opportunity Limited')
    expect(called('Limited')).toHaveLength(1)
  })

  it('that is cancelled in Temporal while its write is under way is finished, and the receipt says so', async () => {
    world.salesforce.addFault({ kind: 'delay', ms: 1_500, ...create })
    await says('Late')
    const sent = world.salesforce.requests.length
    while (world.salesforce.requests.length === sent) await new Promise((resolve) => setTimeout(resolve, 20))
    await (await newestRun()).cancel()
    await alice.sees('Created the opportunity Late')
    expect(called('Late')).toHaveLength(1)
  })

  it('does nothing while everything is paused, and goes on by itself when it is resumed', async () => {
    await connectIntegration(world)
    world.salesforce.addFault({ kind: 'status', status: 503, ...read })
    await alice.says('pipeline')
    await world.db.transaction((tx) => setPaused(tx, { paused: true, by: 'test' }))
    expect(await pendingFailure()).toMatchObject({ type: 'Paused', waitSeconds: 10 })
    await world.db.transaction((tx) => setPaused(tx, { paused: false, by: 'test' }))
    await alice.sees(['open opportunit', 'shared connection'])
  })
})
