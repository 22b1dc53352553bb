// Housekeeping on the real parts: rows that disagree with Temporal are put right, their callers told once, old rows go.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createKeepHouse, type HousekeepingDeps } from '../../activities/housekeeping.js'
import { createConnectorAdapter } from '../../bot/connector.js'
import { createMessenger } from '../../bot/messenger.js'
import { readConfig } from '../../config.js'
import { issueNonce } from '../../conversations/nonces.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { alice as aliceInTeams, SANDBOX_TENANT } from '../../sandbox/people.js'
import { housekeepingId, scheduleHousekeeping } from '../../temporal/schedule-housekeeping.js'
import { housekeepingDeps } from '../../worker/housekeeping-deps.js'
import { log } from '../support/logs.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const caller = { tenantId: SANDBOX_TENANT, aadObjectId: aliceInTeams.aadObjectId }
const SIGN_IN = 'Sign in to Salesforce'
let world: World
let alice: TeamsPerson
let deps: HousekeepingDeps

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  const config = readConfig('worker', world.env)
  deps = {
    ...housekeepingDeps(world.temporal, config),
    ...{ db: world.db, log, keys: createKeyRing(config.SHARED_KEYS), publicUrl: config.PUBLIC_URL, sandbox: true },
    messenger: createMessenger({ adapter: createConnectorAdapter(config), db: world.db, log }),
    ...{ seal: unused, unseal: unused, httpFor: unused, findClient: unused, readPastSteps: unused },
  }
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.db.query(`update runs set posted_at = now() where ended_at is not null`)
})

function unused(): never {
  throw new Error('Housekeeping uses no token and no app.')
}

/** One round, as the worker's own workflow goes through it. */
async function keepHouse(change: Partial<HousekeepingDeps> = {}): Promise<void> {
  const batch = createKeepHouse({ ...deps, ...change })
  for (let after = await batch({ after: null }); after !== null;) after = await batch({ after })
}

/** A run that waits for its caller, a minute old. */
async function waitingRun(name: string): Promise<{ id: string }> {
  await alice.says(`create opportunity name: ${name} amount: 5 stage: Prospecting`)
  await alice.sees([SIGN_IN, name])
  const [run] = await world.db.query<{ id: string }>(
    `update runs set accepted_at = accepted_at - interval '1 minute' where id = (select id from runs order by accepted_at desc limit 1)
     returning id`,
  )
  if (!run) throw new Error('There is no run.')
  return run
}

const row = async (id: string) =>
  (
    await world.db.query<object>(
      `select state, posted_at is not null as "posted", (select string_agg(outcome, ',') from waits where run_id = runs.id) as "waits"
       from runs where id = $1`,
      [id],
    )
  )[0]
const told = (words: string) => alice.reads().filter((message) => message.includes(words)).length

describe('a run that was stopped in Temporal', () => {
  it('is closed as cancelled, its wait settled, its card no longer asks, and its caller is told once', async () => {
    const { id } = await waitingRun('Terminated')
    await world.temporal.workflow.getHandle(id).terminate()
    await world.temporal.workflow.start('housekeeping', { taskQueue: world.taskQueue, workflowId: `hk-${id}` }).then((run) => run.result())
    expect(await row(id)).toEqual({ state: 'cancelled', posted: true, waits: 'cancelled' })
    await alice.sees('It was stopped by whoever looks after Workbot')
    await Promise.all([keepHouse(), keepHouse()])
    expect(told('It was stopped by whoever')).toBe(1)
    await expect.poll(() => alice.reads().filter((message) => message.includes(`"title":"${SIGN_IN}"`)).length).toBe(0)
  })

  it('by cancelling it there ends itself, in the same words', async () => {
    const { id } = await waitingRun('Cancelled')
    const before = told('It was stopped by whoever')
    await world.temporal.workflow.getHandle(id).cancel()
    await expect.poll(() => row(id)).toMatchObject({ state: 'cancelled', posted: true })
    expect(told('It was stopped by whoever')).toBe(before + 1)
  })
})

describe('a run that Temporal does not have', () => {
  it('is lost where it was recorded as started, and its caller is told once', async () => {
    const { id } = await waitingRun('Lost')
    await world.temporal.workflow.getHandle(id).terminate()
    // Deleting an execution takes the server's own time; one of another id is as little there.
    await world.db.query(`update runs set temporal_run_id = $2 where id = $1`, [id, randomUUID()])
    await keepHouse()
    await keepHouse()
    expect(await row(id)).toEqual({ state: 'lost', posted: true, waits: 'cancelled' })
    await alice.sees('I lost track of it on our side')
    expect(told('I lost track of it')).toBe(1)
  })

  it('is left alone where Temporal has none of many: that is the wrong Temporal', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, at) => copyOfARun(`copy-${String(at)}`)))
    await keepHouse()
    expect(await row(ids[0] ?? '')).toMatchObject({ state: 'running' })
    await world.db.query(`delete from runs where id like 'copy-%'`)
  })
})

describe('a run whose code fails each time', () => {
  it('is stuck, its caller is told once, and it is waiting again when it goes on', async () => {
    const { id } = await waitingRun('Stuck')
    const failing = { findExecution: () => Promise.resolve({ kind: 'open', failedTasks: 5 } as const) }
    await keepHouse(failing)
    await keepHouse(failing)
    expect(await row(id)).toMatchObject({ state: 'stuck' })
    expect(told("can't go on just now")).toBe(1)
    await keepHouse()
    expect(await row(id)).toMatchObject({ state: 'waiting_sign_in' })
  })

  it('is seen in Temporal by its failing tasks', async () => {
    await world.temporal.workflow.start('noSuchRecipe', { taskQueue: world.taskQueue, workflowId: 'fails' })
    await expect
      .poll(() => deps.findExecution({ id: 'fails', temporalRunId: null }))
      .toMatchObject({ kind: 'open', failedTasks: expect.toSatisfy((count: number) => count > 0) })
    await world.temporal.workflow.getHandle('fails').terminate()
  })
})

describe('what is owed and old', () => {
  it('is posted where a run ended and nobody said so', async () => {
    const [ended] = await world.db.query<{ id: string }>(
      `update runs set posted_at = null, ended_at = now() - interval '5 minutes' where state = 'cancelled' and outcome_sealed is not null
       and id = (select id from runs where state = 'cancelled' limit 1) returning id`,
    )
    const before = told('It was stopped by whoever')
    await keepHouse()
    expect(await row(ended?.id ?? '')).toMatchObject({ posted: true })
    expect(told('It was stopped by whoever')).toBe(before + 1)
  })

  it('goes, and what is young stays, and a Cancel whose card still stands', async () => {
    await world.db.query(`delete from nonces`)
    const old = () =>
      world.db.query(`update nonces set created_at = now() - interval '8 days' where created_at > now() - interval '7 days'`)
    await issueNonce(world.db, { purpose: 'form', caller })
    await issueNonce(world.db, { purpose: 'cancelRun', caller: { ...caller, aadObjectId: 'nobody' } })
    await issueNonce(world.db, { purpose: 'cancelRun', caller })
    await old()
    await issueNonce(world.db, { purpose: 'form', caller })
    await world.db.query(
      `insert into sign_in_attempts (request_id, configuration_id, state_hash, verifier_sealed, session_hash, expires_at)
       select id, configuration_id, 'hash', '', '', now() - interval '8 days' from sign_in_requests limit 1`,
    )
    await keepHouse()
    // A receipt of an earlier run may still be on its way, and brings nonces of its own: those count neither way.
    const left = `select distinct purpose, age > interval '7 days' as "old" from (select *, now() - created_at as age from nonces) as nonces
      where purpose = 'form' or (purpose = 'cancelRun' and age > interval '7 days') order by purpose`
    expect(await world.db.query(left)).toEqual([
      { purpose: 'cancelRun', old: true },
      { purpose: 'form', old: false },
    ])
    expect(await world.db.query(`select from nonces where aad_object_id = 'nobody'`)).toEqual([])
    expect(await world.db.query(`select from sign_in_attempts where state_hash = 'hash'`)).toEqual([])
  })

  it('is a sign-in request that nothing waits for', async () => {
    await world.db.query(`update sign_in_requests set ended_at = null, outcome = null, created_at = now() - interval '1 hour',
      aad_object_id = 'x' where id = (select id from sign_in_requests where ended_at is not null limit 1)`)
    await keepHouse()
    expect(await world.db.query(`select outcome from sign_in_requests where aad_object_id = 'x'`)).toEqual([{ outcome: 'cancelled' }])
  })
})

it('a part of housekeeping that fails keeps no run from being closed', async () => {
  const { id } = await waitingRun('Beside')
  await world.temporal.workflow.getHandle(id).terminate()
  await keepHouse({ alsoForget: [() => Promise.reject(new Error('no such table'))] })
  expect(await row(id)).toMatchObject({ state: 'cancelled', posted: true })
})

it('the Schedule is made once and found again, paused where somebody paused it', async () => {
  const handle = world.temporal.schedule.getHandle(housekeepingId(world.taskQueue))
  await handle.pause('maintenance')
  await scheduleHousekeeping({ client: world.temporal, taskQueue: world.taskQueue })
  expect(await handle.describe()).toMatchObject({ state: { paused: true, note: 'maintenance' }, action: { workflowType: 'housekeeping' } })
  await handle.delete()
})

/** The row of a started run that Temporal never heard of. */
async function copyOfARun(id: string): Promise<string> {
  await world.db.query(
    `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, state, temporal_run_id, accepted_at)
     select $1, recipe, tenant_id, aad_object_id, caller, conversation_id, params_sealed, settings, 'running',
       '00000000-0000-4000-8000-000000000000', now() - interval '1 hour' from runs limit 1`,
    [id],
  )
  return id
}
