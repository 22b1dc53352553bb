// A recipe is changed while a run of its old code waits for a sign-in: the run finishes, or the change is refused before it ships.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readConfig } from '../../config.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import { failureConverterPath } from '../../temporal/data-converter.js'
import { temporalLogger } from '../../worker/temporal-logger.js'
import { checkUpgrade, type UpgradeReport } from '../../worker/versions/check-upgrade.js'
import { describeUpgrade } from '../../worker/versions/describe-upgrade.js'
import { readSavedHistory } from '../../worker/versions/history-json.js'
import { replayHistory } from '../../worker/versions/replay.js'
import { saveHistory } from '../../worker/versions/save-history.js'
import { log } from '../support/logs.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const DEADLINE_MS = 180_000
const SIGN_IN = 'Sign in to Salesforce'
const OTHER_TEXTS = ['Acme', aliceInTeams.name, aliceInTeams.email, aliceInTeams.aadObjectId, 'Europe/Copenhagen']

async function bundleOf(fixture: string): Promise<string> {
  const workflowsPath = fileURLToPath(new URL(`./fixtures/${fixture}.ts`, import.meta.url))
  return (await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger: temporalLogger(log) })).code
}

describe('a run that waits for a sign-in while its recipe changes', () => {
  let world: World
  let alice: TeamsPerson
  let bundles: { readonly today: string; readonly changed: string; readonly patched: string }
  let runId: string
  let folder: string

  const check = (bundle: string, limit = 100): Promise<UpgradeReport> => {
    const { CODEC_KEYS: codecKeys } = readConfig('worker', world.env)
    return checkUpgrade({ client: world.temporal, bundle, codecKeys, taskQueue: world.taskQueue, limit, closedHours: 1 })
  }
  const save = (): Promise<string> =>
    saveHistory({ client: world.temporal, codecKeys: readConfig('worker', world.env).CODEC_KEYS, bundle: bundles.today, runId })

  beforeAll(async () => {
    const [today, changed, patched] = [readFile(inject('workflowBundle'), 'utf8'), bundleOf('looks-first'), bundleOf('looks-first-patched')]
    bundles = { today: await today, changed: await changed, patched: await patched }
    folder = await mkdtemp(join(tmpdir(), 'workbot-versions-'))
    world = await startWorld()
    alice = createTeamsPerson(world, aliceInTeams)
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
    await alice.sees([SIGN_IN, 'Acme'])
    const [run] = await world.db.query<{ id: string }>(`select id from runs`)
    runId = run?.id ?? ''
    // Temporal's lists follow its histories after a moment.
    await until("Temporal's list of runs", async () => (await check(bundles.today)).recipes.length > 0)
  }, DEADLINE_MS)
  afterAll(async () => {
    await world.close()
    await rm(folder, { recursive: true })
  })

  it('can follow the code it began with', async () => {
    const report = await check(bundles.today)
    expect(report).toEqual({ recipes: [{ recipe: 'createOpportunity', open: 1, ended: 0, refused: 0 }], findings: [], leftOut: 0 })
    expect(describeUpgrade(report).ok).toBe(true)
  })

  it('can not follow a step that is new before the one it waits in, and the check says so before it ships', async () => {
    const { ok, text } = describeUpgrade(await check(bundles.changed))
    expect(ok).toBe(false)
    expect(text).toContain(`The run ${runId} of the recipe createOpportunity can't follow this version from event 5 of its history on: `)
    expect(text).toContain("'salesforce.createOpportunity' does not match activity type of activity command 'salesforce.pipeline'")
    expect(text).toContain('docs/changing-a-recipe.md')
  })

  it('can not follow a checkout without its recipe', async () => {
    const without = bundles.today.replaceAll('createOpportunity: () =>', 'removed: () =>')
    expect(without).not.toBe(bundles.today)
    const { findings } = await check(without)
    expect(findings).toMatchObject([
      { runId, event: null, isOpen: true, why: expect.stringContaining('no workflow of its type') as string },
    ])
  })

  it('can be saved without a text of its caller, and the saved one is refused by the same change', async () => {
    const saved = await save()
    for (const text of OTHER_TEXTS) expect(saved).not.toContain(text)
    expect(saved).toContain('"stage": "Prospecting"')
    expect(saved).toContain('"amount": 50000')
    const replay = (bundle: string) => replayHistory({ bundle, codecKeys: null }, readSavedHistory(saved))
    expect(await replay(bundles.today)).toBeNull()
    expect(await replay(bundles.patched)).toBeNull()
    expect(await replay(bundles.changed)).toMatchObject({ event: 5 })
  })

  it('finishes on a worker with the change where it is patched', async () => {
    expect((await check(bundles.patched)).findings).toEqual([])
    const file = join(folder, 'patched.js')
    await writeFile(file, bundles.patched)
    await world.stopWorker()
    await world.startWorker({ WORKFLOW_BUNDLE: file })
    await signsIn(alice.link(SIGN_IN), { as: 'alice' })
    await alice.sees('Created the opportunity Acme')
    expect(alice.reads().join()).not.toContain('open ones')
  })

  it('leaves the new way to the runs that begin after it', async () => {
    await alice.says('create opportunity name: Globex amount: 1 stage: Prospecting')
    await alice.sees('Created the opportunity Globex, beside 1 open ones')
  })

  it('is listed with what ended lately, and what the limit leaves out is said', { timeout: DEADLINE_MS }, async () => {
    await until("Temporal's list of what ended", async () => {
      const { leftOut, recipes } = await check(bundles.patched, 1)
      return leftOut === 1 && recipes[0]?.ended === 1
    })
    expect(describeUpgrade(await check(bundles.patched, 1)).text).toContain('Left out: 1 run; the newest were taken.')
  })
})
