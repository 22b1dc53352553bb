// The operators' commands as processes: where they find their deployment, what they print, and how they end.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { TASK_QUEUE } from '../../temporal/client.js'
import { runCommandLine, type CommandRun } from '../support/command.js'
import { createNamespace } from '../support/namespace.js'
import { createTeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const LONG = 180_000
let world: World
let folder: string
let runId: string

beforeAll(async () => {
  world = await startWorld({ env: { TEMPORAL_NAMESPACE: await createNamespace() }, taskQueue: TASK_QUEUE })
  folder = await mkdtemp(join(tmpdir(), 'workbot-commands-'))
}, LONG)
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const given = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, world.env[name] ?? '']))
/** In an empty folder, where no sandbox was ever started. */
const run = (file: string, args: readonly string[], env: Readonly<Record<string, string>>, cwd = folder): Promise<CommandRun> =>
  runCommandLine(file, args, { env, cwd })

/** A folder in which a sandbox runs: this world. */
async function sandboxFolder(): Promise<string> {
  const at = await mkdtemp(join(folder, 'sandbox-'))
  await mkdir(join(at, '.workbot'))
  const addresses = { databaseUrl: world.env.DATABASE_URL, ownerDatabaseUrl: world.ownerUrl, temporal: world.env.TEMPORAL_ADDRESS }
  await writeFile(join(at, '.workbot/addresses.json'), JSON.stringify(addresses))
  await writeFile(join(at, '.workbot/keys.json'), JSON.stringify(world.keys))
  return at
}

describe('npm run runs and npm run recipes', { timeout: LONG }, () => {
  it('without a deployment and without a sandbox say what is missing', async () => {
    for (const file of ['runs/cli.ts', 'settings/cli.ts']) {
      const { code, stdout, stderr } = await run(file, [], {})
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toContain('DATABASE_URL: is missing')
      expect(stderr).toContain('WB-CONFIG-001')
      expect(stderr).toContain('npm start')
    }
  })

  it('find the sandbox that runs in their folder', async () => {
    const at = await sandboxFolder()
    expect(await run('runs/cli.ts', [], {}, at)).toEqual({ code: 0, stdout: 'There are no runs yet.\n', stderr: '' })
    expect((await run('runs/cli.ts', ['--state', 'running'], {}, at)).stdout).toBe('There is no such run.\n')
    expect((await run('settings/cli.ts', [], {}, at)).stdout).toContain('create-opportunity')
  })

  it('never take the sandbox for a deployment whose environment has a mistake', async () => {
    const at = await sandboxFolder()
    const recipes = await run('settings/cli.ts', ['pause'], { ...given('DATABASE_URL'), WORKBOT_SANDBOX: 'no' }, at)
    expect([recipes.code, recipes.stdout]).toEqual([1, ''])
    expect(recipes.stderr).toContain('WORKBOT_SANDBOX')
    expect(await world.db.query(`select 1 from audit where event = 'setting.changed'`)).toEqual([])
    const runs = await run('runs/cli.ts', [], { ...given('DATABASE_URL'), SHARED_KEYS: 'short' }, at)
    expect([runs.code, runs.stderr.includes('SHARED_KEYS')]).toEqual([1, true])
  })

  it('name a database that is away, in words', async () => {
    const { code, stderr } = await run('runs/cli.ts', [], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    expect(code).toBe(1)
    expect(stderr).toContain("The database isn't answering. Look at DATABASE_URL. (WB-DB-002)")
  })
})

describe('npm run audit and npm run keys -- status, rotate, retire', { timeout: LONG }, () => {
  it('without a deployment and without a sandbox say what is missing', async () => {
    for (const [file, args] of [
      ['audit/cli.ts', []],
      ['keys/cli.ts', ['status']],
    ] as const) {
      const { code, stdout, stderr } = await run(file, args, {})
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toContain('DATABASE_URL: is missing')
      expect(stderr).toContain('npm start')
    }
  })

  it('find the sandbox that runs in their folder, and the audit is whole lines of JSON', async () => {
    const at = await sandboxFolder()
    // Entries of the last minute come with a later export.
    await world.db.query(`insert into audit (at, event) values (now() - interval '5 minutes', 'run.refused')`)
    const { code, stdout, stderr } = await run('audit/cli.ts', [], {}, at)
    expect([code, stderr]).toEqual([0, ''])
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event)
    expect(events).toEqual(['run.refused'])
    const status = await run('keys/cli.ts', ['status'], {}, at)
    expect([status.code, status.stderr]).toEqual([0, ''])
    for (const ring of ['shared', 'codec', 'bot', 'tokens']) expect(status.stdout).toMatch(new RegExp(`^${ring} +\\S+ +active +`, 'm'))
  })

  it('print a new key beside those of today once, and refuse to retire one that is needed', async () => {
    const env = given('DATABASE_URL', 'SHARED_KEYS', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE')
    const rotated = await run('keys/cli.ts', ['rotate', 'shared'], env)
    expect([rotated.code, rotated.stderr]).toEqual([0, ''])
    expect(rotated.stdout).toContain(`SHARED_KEYS=${world.env.SHARED_KEYS ?? ''},`)
    const [id = ''] = (world.env.SHARED_KEYS ?? '').split(':')
    const retired = await run('keys/cli.ts', ['retire', 'shared', id], env)
    expect([retired.code, retired.stdout]).toEqual([1, ''])
    expect(retired.stderr).toContain(`${id} isn't retired; it is still needed by`)
    expect(await world.db.query(`select 1 from known_keys where retired_at is not null`)).toEqual([])
  })

  it('show what another client id would end, and change nothing', async () => {
    const { code, stdout } = await run('keys/cli.ts', ['client-id', 'salesforce', 'another'], given('DATABASE_URL'))
    expect([code, stdout.includes('Nothing is changed yet.')]).toEqual([0, true])
    expect(await world.db.query(`select 1 from app_configurations where client_id = 'another'`)).toEqual([])
  })

  it('name a database that is away, in words', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    for (const { code, stderr } of [await run('audit/cli.ts', [], env), await run('keys/cli.ts', ['status'], env)]) {
      expect(code).toBe(1)
      expect(stderr).toContain("The database isn't answering. Look at DATABASE_URL. (WB-DB-002)")
    }
  })
})

describe('npm run people', { timeout: LONG }, () => {
  it('erases a person of the sandbox, the audit included, and says what is needed elsewhere', async () => {
    const at = await sandboxFolder()
    const { aadObjectId } = bobInTeams
    const stored = () => world.db.query(`select 1 from conversation_references where aad_object_id = $1`, [aadObjectId])
    const named = () => world.db.query(`select 1 from audit where aad_object_id = $1`, [aadObjectId])
    await createTeamsPerson(world, bobInTeams).says('help')
    await world.db.query(`insert into audit (event, tenant_id, aad_object_id) values ('run.refused', $1, $2)`, [
      world.env.TENANT_ID,
      aadObjectId,
    ])
    expect([(await stored()).length, (await named()).length]).toEqual([1, 1])

    const refused = await run('people/cli.ts', ['erase', aadObjectId, '--yes'], given('DATABASE_URL', 'SHARED_KEYS', 'TEMPORAL_ADDRESS'))
    expect([refused.code, refused.stderr.includes('MIGRATIONS_DATABASE_URL')]).toEqual([1, true])
    const erased = await run('people/cli.ts', ['erase', aadObjectId, '--yes'], {}, at)
    expect([erased.code, erased.stderr]).toEqual([0, ''])
    expect(erased.stdout).toContain('Erased.')
    expect([await stored(), await named()]).toEqual([[], []])
  })
})

describe('with a run that waits', { timeout: LONG }, () => {
  beforeAll(async () => {
    const alice = createTeamsPerson(world, aliceInTeams)
    await alice.says('create opportunity name: Acme amount: 50k stage: Prospecting')
    await alice.sees(['Sign in to Salesforce', 'Acme'])
    const [row] = await world.db.query<{ id: string }>(`select id from runs`)
    runId = row?.id ?? ''
  })
  const temporal = () => given('TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'CODEC_KEYS')

  it('npm run runs shows what was typed only with the keys, and the audit names who the container was told', async () => {
    const refused = await run('runs/cli.ts', ['show', runId, '--params'], given('DATABASE_URL'))
    expect([refused.code, refused.stderr.includes('SHARED_KEYS')]).toEqual([1, true])
    const shown = await run('runs/cli.ts', ['show', runId, '--params'], { ...given('DATABASE_URL', 'SHARED_KEYS'), SHELL_USER: 'oona' })
    expect([shown.code, shown.stdout.includes('Acme')]).toEqual([0, true])
    expect(await world.db.query(`select detail ->> 'by' as "by" from audit where event = 'run.inputs_shown'`)).toEqual([
      { by: 'shell:oona' },
    ])
  })

  it('npm run check:upgrade ends with 0 where this checkout can go on with it', async () => {
    // Temporal's lists follow its histories after a moment.
    const listed = async () => (await world.temporal.workflow.count(`ExecutionStatus = 'Running'`)).count
    await expect.poll(listed, { timeout: LONG }).toBe(1)
    const { code, stdout, stderr } = await run('worker/versions/check-upgrade-cli.ts', [], temporal())
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('createOpportunity')
  })

  it('npm run check:upgrade ends with 1 and a sentence where it may not look, can not, or is asked for nonsense', async () => {
    const check = (args: readonly string[], env: Readonly<Record<string, string>>) => run('worker/versions/check-upgrade-cli.ts', args, env)
    expect(await check(['--limit', 'x'], temporal())).toMatchObject({ code: 1, stderr: expect.stringContaining('--limit') as string })
    const other = `codec-1:${Buffer.alloc(32, 1).toString('base64')}`
    const wrongKeys = await check([], { ...temporal(), CODEC_KEYS: other })
    expect([wrongKeys.code, wrongKeys.stderr]).toEqual([
      1,
      expect.stringMatching(`${runId}.*: A payload doesn't open with the key "codec-1"`),
    ])
    const away = await check([], { ...temporal(), TEMPORAL_ADDRESS: '127.0.0.1:1' })
    expect(away).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('WB-TEMPORAL-006') as string })
  })

  it.each([
    ['check:upgrade', 'check-upgrade-cli'],
    ['history:save', 'save-history-cli'],
  ])('npm run %s says that there is no such namespace, and not that there is no such run', async (_command, file) => {
    const args = file === 'save-history-cli' ? [runId] : []
    const elsewhere = await run(`worker/versions/${file}.ts`, args, { ...temporal(), TEMPORAL_NAMESPACE: 'nowhere' })
    expect(elsewhere).toMatchObject({ code: 1, stdout: '' })
    expect(elsewhere.stderr).toMatch(/^Temporal .*"nowhere".*\(WB-TEMPORAL-011\)\n$/)
  })

  it('npm run history:save writes a file that holds nothing of its caller, or says that there is no such run', async () => {
    const out = join(folder, 'saved.json')
    const saved = await run('worker/versions/save-history-cli.ts', [runId, '--out', out], temporal())
    expect([saved.code, saved.stderr]).toEqual([0, ''])
    const text = await readFile(out, 'utf8')
    for (const word of ['Acme', aliceInTeams.name, aliceInTeams.email]) expect(text).not.toContain(word)
    const nowhere = await run('worker/versions/save-history-cli.ts', [runId, '--out', join(folder, 'nowhere/saved.json')], temporal())
    expect([nowhere.code, nowhere.stdout]).toEqual([1, ''])
    expect(nowhere.stderr).toMatch(/^Nothing is saved: .* can't be written \(ENOENT\)\.\n$/)
    const missing = await run('worker/versions/save-history-cli.ts', ['nothing'], temporal())
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('WB-VERSION-002') as string })
    expect((await run('worker/versions/save-history-cli.ts', [], temporal())).stderr).toContain('npm run history:save -- <run id>')
  })
})
