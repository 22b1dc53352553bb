// Each metric moves when its thing happens, on the real parts.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { productionOrg } from '../../sandbox/salesforce/accounts.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'
import { readMetrics, type ReadMetrics } from './support/read-metrics.js'
import { until } from './support/until.js'

const SIGN_IN = 'Sign in to Salesforce'
let world: World
let metrics: ReadMetrics
let alice: TeamsPerson

beforeAll(async () => {
  world = await startWorld({ env: { SALESFORCE_ORG_IDS: productionOrg.id } })
  metrics = readMetrics(world.db)
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(async () => {
  await metrics.close()
  await world.close()
})

const asks = async (name: string): Promise<void> => {
  await alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
  await alice.sees([SIGN_IN, name])
}
const signIns = (outcome: string) => metrics.value('workbot_sign_ins_total', { outcome })
const ended = (state: string) => metrics.value('workbot_runs_ended_total', { recipe: 'createOpportunity', state })
const requests = (status: string) => metrics.value('workbot_app_request_seconds', { app: 'salesforce', status })

it('a run that waits is a wait that is open, in the bucket of its age', async () => {
  await asks('Aged')
  expect(await metrics.value('workbot_runs_accepted_total', { recipe: 'createOpportunity' })).toBe(1)
  for (const [age, hours] of [
    ['1h', 0],
    ['1d', 2],
    ['3d', 30],
    ['more', 80],
  ] as const) {
    await world.db.query(`update waits set created_at = now() - make_interval(hours => $1)`, [hours])
    expect(await metrics.value('workbot_waits_open', { age }), age).toBe(1)
  }
  expect(await metrics.value('workbot_waits_open', { age: '1h' })).toBe(0)
  expect(await metrics.value('workbot_oldest_wait_seconds')).toBeGreaterThanOrEqual(80 * 3_600)
})

it('a sign-in is counted by how it ends: of another person, refused, connected', async () => {
  await signsIn(alice.link(SIGN_IN), { as: 'bob' })
  expect(await signIns('wrong_person')).toBe(1)
  await signsIn(alice.link(SIGN_IN), { as: 'alice', account: 'alice-uat' })
  expect(await signIns('refused')).toBe(1)
  expect(await signIns('connected')).toBe(0)
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  // It waited for 80 hours, so she is asked whether it should still be done.
  await alice.sees('Go on with Create opportunity')
  await alice.presses('Go on with Create opportunity')
  await alice.sees('Created the opportunity Aged')
  expect(await signIns('connected')).toBe(1)
  await until(async () => (await ended('completed')) === 1)
  expect(await metrics.value('workbot_oldest_wait_seconds')).toBe(0)
  expect(await requests('2xx')).toBeGreaterThan(0)
})

it('a token that the app ended is a request answered 4xx and a refresh that ended, and a denial a sign-in that was declined', async () => {
  await world.salesforce.revokeAll('alice')
  await asks('Denied')
  expect(await requests('4xx')).toBe(1)
  expect(await metrics.value('workbot_token_refreshes_total', { outcome: 'ended' })).toBe(1)
  await signsIn(alice.link(SIGN_IN), { as: 'alice', account: '' })
  await until(async () => (await ended('declined')) === 1)
  expect(await signIns('declined')).toBe(1)
})

it('a deadline that passes is a sign-in that expired', async () => {
  await asks('Late')
  const [wait] = await world.db.query<{ id: string }>(`update waits set deadline_at = now() where outcome is null returning run_id as "id"`)
  // The run's own timer is 72 hours long; woken, it looks at the row.
  await world.temporal.workflow.getHandle(wait?.id ?? '').signal('awaitUserAuth')
  await until(async () => (await ended('expired')) === 1)
  expect(await signIns('expired')).toBe(1)
})

it('a write without its answer is an unknown effect after a minute, and none once it is finished', async () => {
  const bob = createTeamsPerson(world, bobInTeams)
  await bob.says('create opportunity name: Cut amount: 1 stage: Prospecting')
  await bob.sees([SIGN_IN, 'Cut'])
  world.salesforce.addFault({ kind: 'drop', method: 'POST' })
  // Until it is looked at, nobody finds out what became of it.
  world.salesforce.addFault({ kind: 'status', status: 503, times: 100 })
  await signsIn(bob.link(SIGN_IN), { as: 'bob' })
  await until(async () => (await requests('none')) > 0)
  const unknown = () => metrics.value('workbot_effects_unknown')
  expect(await unknown()).toBe(0)
  await world.db.query(`update effects set started_at = now() - interval '61 s' where finished_at is null`)
  expect(await unknown()).toBe(1)
  world.salesforce.clearFaults()
  await bob.sees('Created the opportunity Cut')
  expect(await unknown()).toBe(0)
})

it('a receipt that Teams does not take is a failure, and is owed meanwhile', async () => {
  world.teams.answer(({ kind, body }) =>
    kind === 'post' && JSON.stringify(body).includes('Created the opportunity') ? { status: 503 } : undefined,
  )
  await signedInRun('Unposted')
  await until(async () => (await metrics.value('workbot_teams_failures_total', { why: 'failed' })) > 0)
  await until(async () => (await metrics.value('workbot_owed_seconds', { duty: 'receipt' })) > 0)
  world.teams.answer(() => undefined)
  await alice.sees('Created the opportunity Unposted')
})

it.each([
  [
    'start',
    `update runs set state = 'accepted', temporal_run_id = null, ended_at = null, accepted_at = now() - interval '90 s', next_attempt_at = now() + interval '1 h' where id = (select id from runs limit 1)`,
  ],
  [
    'signal',
    `update waits set outcome = 'expired', signalled_at = null, outcome_at = now() - interval '90 s', next_signal_at = now() + interval '1 h' where id = (select id from waits limit 1)`,
  ],
  [
    'card',
    `update sign_in_requests set revision = shown_revision + 1, undelivered_at = null, next_show_at = now() + interval '1 h', created_at = now() - interval '1 h', ended_at = now() - interval '90 s' where id = (select id from sign_in_requests where ended_at is not null limit 1)`,
  ],
  [
    'revocation',
    `update revocations set done_at = null, next_attempt_at = now() - interval '90 s', created_at = now() - interval '90 s' where id = (select id from revocations limit 1)`,
  ],
  [
    'unconfirmed',
    `update sign_in_attempts set parked_sealed = 'x', parked_until = now() - interval '90 s' where id = (select id from sign_in_attempts limit 1)`,
  ],
] as const)('%s: what is owed for 90 s is seen so', async (duty, owe) => {
  await world.stopWorker()
  await world.db.query(`update waits set created_at = created_at - interval '2 minutes', outcome_at = outcome_at - interval '2 minutes'`)
  await world.db.query(owe)
  const seconds = await metrics.value('workbot_owed_seconds', { duty })
  expect(seconds).toBeGreaterThanOrEqual(90)
  expect(seconds).toBeLessThan(150)
})

async function signedInRun(name: string): Promise<void> {
  await asks(name)
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
}
