// A backup of before is restored: what was disconnected stays so, no token of it is used, and what had ended isn't done again.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, type Database } from '../../database.js'
import { incidentCommand } from '../../incidents/incident-command.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { connectsSalesforce } from '../support/connects.js'
import { liveAmong, tokensOf } from '../support/live-tokens.js'
import { log } from '../support/logs.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let alice: TeamsPerson
let owner: Database

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  owner = createDatabase(world.ownerUrl, { log, max: 1 })
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const type = (line: string) =>
  incidentCommand({ db: world.db, user: 'op', print: () => undefined, ask: () => Promise.resolve('') }, line.split(' '))
const madeAs = (name: string) => world.salesforce.records.filter((record) => record.Name === name).length
const atTokenEndpoint = () => world.salesforce.requests.filter(({ path }) => path.startsWith('/services/oauth2/token')).length

/** What a restore changes back here. */
const TABLES = ['connections', 'runs', 'effects']

it('nothing revives, and what had ended is closed, not done again', async () => {
  await connectsSalesforce(alice)
  const tokens = await tokensOf(world)
  await alice.says('create opportunity name: Before amount: 1 stage: Prospecting')
  await alice.sees('Created the opportunity Before')
  await owner.query('create schema backup')
  for (const table of TABLES) await owner.query(`create table backup.${table} as table public.${table}`)
  // In the backup the run is still at work.
  await owner.query(
    `update backup.runs set state = 'running', ended_at = null, outcome_sealed = null, posted_at = null, accepted_at = accepted_at - interval '1 hour'`,
  )
  await owner.query(`update backup.connections set access_expires_at = now(), keep_alive_at = now()`)
  await alice.says('disconnect salesforce')
  await alice.presses('Disconnect Salesforce')
  await expect.poll(() => liveAmong(world, tokens)).toBe(0)

  await world.stopWorker()
  await owner.transaction(async (tx) => {
    for (const table of [...TABLES].reverse()) await tx.query(`delete from ${table}`)
    for (const table of TABLES) await tx.query(`insert into ${table} select * from backup.${table}`)
    await tx.query(`delete from effects`)
  })
  const before = atTokenEndpoint()
  expect(await type('restored --yes')).toMatchObject({ ok: true })
  await world.startWorker()
  expect(await type('resume --yes')).toMatchObject({ ok: false })
  const round = await world.temporal.workflow.start('housekeeping', { taskQueue: world.taskQueue, workflowId: 'after-restore' })
  await round.result()
  expect(await world.db.query(`select state from runs`)).toEqual([{ state: 'lost' }])
  expect(await world.db.query(`select state, needs_sign_in_why as why from connections`)).toEqual([
    { state: 'needs_sign_in', why: 'restored' },
  ])
  await alice.says('create opportunity name: Paused amount: 1 stage: Prospecting')
  expect(await world.db.query(`select from runs where ended_at is null`)).toEqual([])

  expect(await type('restored-end --yes')).toMatchObject({ ok: true })
  await alice.says('create opportunity name: After amount: 1 stage: Prospecting')
  await alice.sees(['Sign in to Salesforce', 'After'])
  expect(atTokenEndpoint()).toBe(before)
  await signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
  await alice.sees('Created the opportunity After')
  expect([madeAs('Before'), madeAs('Paused'), madeAs('After')]).toEqual([1, 0, 1])
  expect(await type('restored-end --yes')).toMatchObject({ ok: false })
})
