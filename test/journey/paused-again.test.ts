// A token that is gone in the middle of a run: the run pauses again at that step, its card says why, and nothing is done twice.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WorkflowHandle } from '@temporalio/client'
import { bundleWorkflowCode } from '@temporalio/worker'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { log } from '../support/logs.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const ONE_DONE = '1 step is done and stays done. Sign in and I go on.'
let world: World
let alice: TeamsPerson
let folder: string

beforeAll(async () => {
  const workflowsPath = fileURLToPath(new URL('./fixtures/two-writes.ts', import.meta.url))
  const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: temporalLogger(log) })
  folder = await mkdtemp(join(tmpdir(), 'workbot-two-writes-'))
  await writeFile(join(folder, 'bundle.js'), code)
  world = await startWorld({ env: { WORKFLOW_BUNDLE: join(folder, 'bundle.js') } })
  alice = createTeamsPerson(world, aliceInTeams)
  await alice.says('connect salesforce')
  await alice.sees('/connect/')
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

const namesMade = (deal: string) => world.salesforce.records.map(({ Name }) => Name).filter((name) => name.startsWith(deal))
const writesSent = () => world.salesforce.requests.filter(({ method, path }) => method === 'POST' && path.includes('/sobjects/')).length

/** How often the run has asked for a sign-in: its activity was scheduled. */
async function pausesOf(run: WorkflowHandle): Promise<number> {
  const { events } = await run.fetchHistory()
  return (events ?? []).filter(({ activityTaskScheduledEventAttributes: task }) => task?.activityType?.name === 'requestSignIn').length
}

/** A run that has done its first write and halts. */
async function halted(deal: string): Promise<{ goOn(): Promise<void>; run: WorkflowHandle }> {
  await alice.says(`create opportunity name: ${deal} amount: 1 stage: Prospecting`)
  await until('the first write', () => Promise.resolve(namesMade(deal).length === 1))
  await until('its record', async () => (await world.db.query(`select from effects where finished_at is null`)).length === 0)
  const [row] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
  const run = world.temporal.workflow.getHandle(row?.id ?? '')
  return { goOn: () => run.signal('goOn'), run }
}

/** Signs in by the newest card, and sees the run's end. */
async function goesOn(deal: string): Promise<void> {
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees(`Created ${deal} one and two`)
  expect(namesMade(deal)).toEqual([`${deal} one`, `${deal} two`])
}

describe('a run whose token is gone after its first write', () => {
  it('because Salesforce ended the sign-in: asks again, says so, and writes only what was left', async () => {
    const before = writesSent()
    const { goOn } = await halted('Revoked')
    await world.salesforce.revokeAll('alice')
    await goOn()
    const card = await alice.sees([SIGN_IN, 'Salesforce ended your sign-in.', ONE_DONE])
    expect(card).not.toContain('You are asked once.')
    await goesOn('Revoked')
    // One for each write, and the second's try with the token that was gone.
    expect(writesSent() - before).toBe(3)
  })

  it('because Alice disconnected it: the card says that', async () => {
    const { goOn } = await halted('Ended')
    await alice.says('disconnect salesforce')
    await alice.sees('Disconnect Salesforce?')
    await alice.presses('Disconnect Salesforce')
    await goOn()
    await alice.sees([SIGN_IN, 'You disconnected Salesforce.', ONE_DONE])
    await goesOn('Ended')
  })

  it('because she is signed in as another account by now: says as whom it began, and never acts half as one and half as another', async () => {
    const { goOn, run } = await halted('Other')
    const cardStands = () =>
      until('the card', async () => {
        const live = `ended_at is null and card_activity_id is not null and shown_revision = revision`
        return (await world.db.query(`select from sign_in_requests where ${live}`)).length === 1
      })
    await world.db.query(`delete from connections`)
    await alice.says('connect salesforce')
    await cardStands()
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'bob' })
    expect(await world.db.query(`select from connections where account_name like 'bob%'`)).toHaveLength(1)
    await goOn()
    await alice.sees([SIGN_IN, 'Other', 'It began as alice@'])
    await cardStands()
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'bob' })
    await until('the run to pause again', async () => (await pausesOf(run)) > 1)
    expect(namesMade('Other')).toEqual(['Other one'])
    await cardStands()
    await goesOn('Other')
    const accounts = await world.db.query(`select distinct app_account_key from effects where run_id = $1`, [run.workflowId])
    expect(accounts).toHaveLength(1)
  })

  it('because her account is locked out: waits without a loop until it can sign in again', async () => {
    const { goOn, run } = await halted('Locked')
    const before = writesSent()
    const refreshes = world.salesforce.tokenCalls
    world.salesforce.lockOut('alice')
    await goOn()
    await alice.sees([SIGN_IN, 'Locked', 'Salesforce ended your sign-in.', ONE_DONE])
    const page = await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    expect(page.html).not.toContain('Connected to Salesforce')
    // A wake-up that says nothing new makes the step look again, and pause again.
    for (let times = 1; times <= 3; times++) {
      await run.signal('awaitUserAuth')
      await until('the run to pause again', async () => (await pausesOf(run)) > times)
    }
    expect([writesSent() - before, world.salesforce.tokenCalls - refreshes]).toEqual([1, 1])
    expect(await world.db.query(`select from waits where outcome is null`)).toHaveLength(1)
    world.salesforce.lockOut('alice', false)
    await goesOn('Locked')
    expect(writesSent() - before).toBe(2)
  })

  it('and again at the sign-in that was just made: ends in words, and says what was done', async () => {
    const { goOn } = await halted('Again')
    await world.salesforce.revokeAll('alice')
    await goOn()
    await alice.sees([SIGN_IN, 'Again', ONE_DONE])
    world.salesforce.addFault({ kind: 'status', status: 401, method: 'POST', path: '/services/data/v64.0/sobjects', times: 50 })
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees(["couldn't be finished", 'WB-APP-002', '1 step was done in Salesforce before that, and stays done.'])
    expect(namesMade('Again')).toEqual(['Again one'])
    world.salesforce.clearFaults()
  })
})
