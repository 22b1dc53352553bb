// What is stored about one person: exported without a token, then erased from the database and from Temporal; the audit keeps a pseudonym.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../config.js'
import { createDatabase, type Database } from '../../database.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { peopleCommand, type PeopleDeps } from '../../people/people-command.js'
import { rowsOfPerson } from '../../people/rows-of-person.js'
import { callerPseudonym } from '../../runs/run-id.js'
import { alice as aliceInTeams, bob as bobInTeams, SANDBOX_TENANT } from '../../sandbox/people.js'
import { deleteExecutions } from '../../temporal/delete-executions.js'
import { connectsSalesforce } from '../support/connects.js'
import { dumpDatabase } from '../support/dump-database.js'
import { liveAmong, tokensOf } from '../support/live-tokens.js'
import { log } from '../support/logs.js'
import { createTeamsPerson, generalChannel, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const { aadObjectId, email, name, teamsUserId } = aliceInTeams
const ACCOUNT = 'alice@contoso-sales.example'
let world: World
let alice: TeamsPerson
let bob: TeamsPerson
let owner: Database
let deps: PeopleDeps
let tokens: readonly string[]

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
  owner = createDatabase(world.ownerUrl, { log, max: 1 })
  const keys = createKeyRing(readConfig('worker', world.env).SHARED_KEYS)
  const erasing: PeopleDeps['erasing'] = {
    owner,
    deleteExecutions: (workflowIds, caller) => deleteExecutions(world.temporal, { workflowIds, pseudonym: callerPseudonym(keys, caller) }),
  }
  deps = { db: world.db, user: 'op', keys, erasing, ask: () => Promise.resolve('no'), print: () => undefined }
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

const runsOf = (person: string) => world.db.query<{ id: string }>(`select id from runs where aad_object_id = $1`, [person])

it('the list of rows has every table that names a person', async () => {
  const tables = await world.db.query<{ table: string }>(
    `select table_name as "table" from information_schema.columns where table_schema = 'public' and column_name = 'aad_object_id' order by 1`,
  )
  const known = rowsOfPerson.map(({ table }) => table)
  expect(tables.map(({ table }) => table).filter((table) => table !== 'audit' && !known.includes(table))).toEqual([])
})

/** Alice has done something, waits for something, was in a channel and in a setting; Bob waits too. */
async function story(): Promise<void> {
  await connectsSalesforce(alice)
  tokens = await tokensOf(world)
  await alice.says('create opportunity name: Done amount: 7 stage: Prospecting')
  await alice.sees('Created the opportunity Done')
  await world.db.query(`update connections set state = 'needs_sign_in'`)
  await alice.says('create opportunity name: Waits amount: 7 stage: Prospecting')
  await alice.sees(['Sign in to Salesforce', 'Waits'])
  await alice.says('help', { in: generalChannel })
  await bob.says('create opportunity name: Bobs amount: 7 stage: Prospecting')
  await bob.sees(['Sign in to Salesforce', 'Bobs'])
  await world.db.query(
    `insert into recipe_settings (recipe, verify_user_access, who, people, updated_by) values ('other', true, 'people', $1, 'op')`,
    [[aadObjectId, bobInTeams.aadObjectId]],
  )
  await world.db.query(`insert into audit (event, detail) values ('setting.changed', $1)`, [
    JSON.stringify({ setting: 'who', from: 'nobody', to: `people: ${aadObjectId}`, by: 'shell:op' }),
  ])
}

it('an export has what was typed and done, and neither a token nor a hash', async () => {
  await story()
  const { ok, text } = await peopleCommand(deps, ['export', email])
  expect(ok).toBe(true)
  const exported = JSON.parse(text) as Record<string, Record<string, unknown>[]>
  expect(exported.runs?.map(({ params }) => (params as { name: string }).name).sort()).toEqual(['Done', 'Waits'])
  expect(exported.connections).toMatchObject([{ account_name: ACCOUNT }])
  expect(exported.effects).toMatchObject([{ result: expect.objectContaining({ name: 'Done' }) as unknown }])
  for (const { table } of rowsOfPerson) expect(Array.isArray(exported[table])).toBe(true)
  for (const token of tokens) expect(text).not.toContain(token)
  expect(text).not.toMatch(/_hash"|tokens_sealed|"v1\./)
  expect(text).not.toContain(bobInTeams.aadObjectId)
})

it('is erased only by who types it, and then nowhere found: not in any table, not in Temporal', async () => {
  expect(await peopleCommand(deps, ['erase', email])).toEqual({ ok: false, text: 'Nothing was changed.' })
  const runs = await runsOf(aadObjectId)
  expect(runs).toHaveLength(2)
  const { ok, text } = await peopleCommand({ ...deps, ask: () => Promise.resolve(`erase ${aadObjectId}`) }, ['erase', email])
  expect({ ok, text }).toEqual({ ok: true, text: expect.stringContaining('Erased.') as unknown })
  const dump = await dumpDatabase(world.ownerUrl)
  for (const word of [aadObjectId, email, name, teamsUserId, ACCOUNT]) expect(dump.toLowerCase()).not.toContain(word.toLowerCase())
  for (const { id } of runs) {
    const isThere = () =>
      world.temporal.workflow
        .getHandle(id)
        .describe()
        .then(
          () => true,
          () => false,
        )
    // Temporal deletes about twenty seconds after it was asked to.
    await expect.poll(isThere, { timeout: 90_000 }).toBe(false)
  }
  const keys = createKeyRing(readConfig('worker', world.env).SHARED_KEYS)
  const query = `CallerId = '${callerPseudonym(keys, { tenantId: SANDBOX_TENANT, aadObjectId })}'`
  await expect.poll(async () => (await world.temporal.workflow.count(query)).count).toBe(0)
  await expect.poll(() => liveAmong(world, tokens)).toBe(0)
}, 150_000)

it('the audit keeps what was done, under one pseudonym, and the programs still can not change it', async () => {
  const done = await world.db.query<{ person: string; account: string }>(
    `select aad_object_id as person, detail ->> 'account' as account from audit where event in ('action.performed', 'sign_in.connected')`,
  )
  expect(done).toHaveLength(2)
  const [{ person } = { person: '' }] = done
  expect(person).toMatch(/^erased-[0-9a-f]{16}$/)
  expect(done).toEqual([
    { person, account: 'erased' },
    { person, account: 'erased' },
  ])
  expect(await world.db.query(`select detail ->> 'to' as to from audit where event = 'setting.changed'`)).toEqual([
    { to: `people: ${person}` },
  ])
  expect(await world.db.query(`select detail from audit where event = 'person.erased'`)).toEqual([
    { detail: { by: 'shell:op', pseudonym: person } },
  ])
  await expect(world.db.query(`update audit set aad_object_id = 'x'`)).rejects.toThrow('permission denied')
})

it('leaves everybody else as they were, and the channel can still be posted to', async () => {
  expect(await runsOf(bobInTeams.aadObjectId)).toHaveLength(1)
  expect(await world.db.query(`select people from recipe_settings`)).toEqual([{ people: [bobInTeams.aadObjectId] }])
  await bob.says('create opportunity name: Again amount: 7 stage: Prospecting', { in: generalChannel })
  await bob.sees('Bob', { in: generalChannel })
})

it('once more finds nobody', async () => {
  expect(await peopleCommand(deps, ['erase', email])).toEqual({ ok: false, text: `Nothing is stored about "${email}".` })
})
