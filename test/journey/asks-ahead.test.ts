// A recipe that asks for a sign-in ahead: each way it can end is an answer that the recipe goes on with.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readConfig } from '../../config.js'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { readSavedHistory } from '../../worker/versions/history-json.js'
import { replayHistory } from '../../worker/versions/replay.js'
import { saveHistory } from '../../worker/versions/save-history.js'
import { log } from '../support/logs.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const WITHOUT = 'Go on without Salesforce'

describe('a recipe that asks for a sign-in ahead', () => {
  let world: World
  let alice: TeamsPerson
  let bob: TeamsPerson
  let bundle: string
  let folder: string

  beforeAll(async () => {
    const workflowsPath = fileURLToPath(new URL('./fixtures/asks-ahead.ts', import.meta.url))
    bundle = (await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: temporalLogger(log) })).code
    folder = await mkdtemp(join(tmpdir(), 'workbot-asks-ahead-'))
    await writeFile(join(folder, 'bundle.js'), bundle)
    world = await startWorld({ env: { WORKFLOW_BUNDLE: join(folder, 'bundle.js') } })
    alice = createTeamsPerson(world, aliceInTeams)
    bob = createTeamsPerson(world, bobInTeams)
  })
  afterAll(async () => {
    await world.close()
    await rm(folder, { recursive: true })
  })

  const asks = async (name: string): Promise<string> => {
    await alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
    await alice.sees([SIGN_IN, name])
    const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
    return run?.id ?? ''
  }
  const ended = (id: string, state: string): Promise<void> =>
    until(
      `the run as ${state}`,
      async () => (await world.db.query(`select from runs where id = $1 and state = $2`, [id, state])).length > 0,
    )
  const endOf = async (id: string): Promise<string> => {
    const { CODEC_KEYS: codecKeys } = readConfig('worker', world.env)
    return saveHistory({ client: world.temporal, codecKeys, bundle, runId: id })
  }

  it('goes on where its caller presses "Go on without", and only its caller can', async () => {
    const run = await asks('Pressed')
    const foreign = await bob.presses(WITHOUT, { from: alice.chat })
    expect(JSON.stringify(foreign)).toContain('Only Alice')
    await alice.presses(WITHOUT)
    await ended(run, 'completed')
    await alice.sees('Pressed stays a wish (declined, still declined)')
    await alice.sees('No run waits for it any more')
    // One decision: Cancel on the same card is used up with it.
    expect(await world.db.query(`select outcome from waits where run_id = $1`, [run])).toEqual([{ outcome: 'declined' }])
  })

  it('goes on where its caller says no at the app', async () => {
    const run = await asks('Denied')
    await signsIn(alice.link(SIGN_IN), { as: 'alice', account: '' })
    await ended(run, 'completed')
    await alice.sees('Denied stays a wish (declined, still declined)')
  })

  it('goes on at the deadline', async () => {
    const run = await asks('Late')
    await world.db.query(`update waits set deadline_at = now() where outcome is null`)
    await world.temporal.workflow.getHandle(run).signal('awaitUserAuth')
    await ended(run, 'completed')
    await alice.sees('Late stays a wish (expired, still expired)')
  })

  it('ends where its caller cancels it instead', async () => {
    const run = await asks('Cancelled')
    await alice.presses('Cancel this run')
    await ended(run, 'cancelled')
  })

  it('asks once where it is answered, acts with what it got, and its history is replayed without a difference', async () => {
    const run = await asks('Connected')
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created Connected after asking ahead')
    await ended(run, 'completed')
    expect(await world.db.query(`select step_key, outcome from waits where run_id = $1`, [run])).toEqual([
      { step_key: 'salesforce.signIn', outcome: 'connected' },
    ])
    await world.temporal.workflow.getHandle(run).result()
    expect(await replayHistory({ bundle, codecKeys: null }, readSavedHistory(await endOf(run)))).toBeNull()
    // Old code that doesn't ask can't follow it: such a change needs `patched`, and the check before a deploy says so.
    const plain = await readFile(inject('workflowBundle'), 'utf8')
    expect(await replayHistory({ bundle: plain, codecKeys: null }, readSavedHistory(await endOf(run)))).not.toBeNull()
  })
})
