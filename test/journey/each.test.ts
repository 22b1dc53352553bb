// A recipe that loops over a list: each item's writes are its own, one that is refused ends nothing, and a restart repeats nothing.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { connectsSalesforce } from '../support/connects.js'
import { log } from '../support/logs.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let alice: TeamsPerson
let folder: string

beforeAll(async () => {
  const workflowsPath = fileURLToPath(new URL('./fixtures/each-deal.ts', import.meta.url))
  const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: temporalLogger(log) })
  folder = await mkdtemp(join(tmpdir(), 'workbot-each-'))
  await writeFile(join(folder, 'bundle.js'), code)
  world = await startWorld({ env: { WORKFLOW_BUNDLE: join(folder, 'bundle.js') } })
  alice = createTeamsPerson(world, aliceInTeams)
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

const makes = (names: string) => alice.says(`create opportunity name: "${names}" amount: 1 stage: Prospecting`)
const made = (...names: string[]) =>
  world.salesforce.records
    .map(({ Name }) => Name)
    .filter((name) => names.includes(name))
    .sort()

it('does the others where one is refused, and the receipt says which and why', async () => {
  await connectsSalesforce(alice)
  await makes('Ares+nameless+Boreas+Chronos')
  const receipt = await alice.sees('3 of 4 are there.')
  expect(receipt).toContain('Not done for nameless: Required fields are missing')
  expect(made('Ares', 'Boreas', 'Chronos')).toEqual(['Ares', 'Boreas', 'Chronos'])
  const keys = await world.db.query<{ key: string }>(`select step_key as key from effects order by 1`)
  expect(keys.map(({ key }) => key)).toEqual(['Ares', 'Boreas', 'Chronos'].map((name) => `salesforce.createOpportunity ${name}`))
})

it('a worker that is started anew in the middle writes what was left, and nothing twice', async () => {
  await makes('Dione+halt+Eos')
  await until('the first writes', () => Promise.resolve(made('Dione', 'Eos').length === 2))
  await world.stopWorker()
  await world.startWorker()
  const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
  await world.temporal.workflow.getHandle(run?.id ?? '').signal('goOn')
  await alice.sees('3 of 3 are there.')
  expect(made('Dione', 'Eos', 'halt')).toEqual(['Dione', 'Eos', 'halt'])
})

it('a token that is gone is asked for once, and the items go on', async () => {
  await world.salesforce.revokeAll('alice')
  await makes('Faunus+Gaia+Hades')
  await alice.sees(['Sign in to Salesforce', 'Faunus+Gaia+Hades'])
  await signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
  await until('the three', () => Promise.resolve(made('Faunus', 'Gaia', 'Hades').length === 3))
  expect(await world.db.query(`select from waits where outcome is null`)).toEqual([])
})

it('more items than it takes, or two of one key, are refused before anything is done', async () => {
  for (const names of [Array.from({ length: 13 }, (_, index) => `N${String(index)}`).join('+'), 'Iris+Iris']) {
    await makes(names)
    const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
    await until(
      'its end',
      async () =>
        (await world.db.query(`select from runs where id = $1 and state = 'failed' and posted_at is not null`, [run?.id])).length === 1,
    )
    expect(await world.db.query(`select from effects where run_id = $1`, [run?.id])).toEqual([])
  }
  expect(made('Iris', 'N0')).toEqual([])
})
