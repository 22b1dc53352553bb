// The production build from environment alone: migrate, bot and worker by plain node outside the sandbox, and the main journey through them.
import { execFile } from 'node:child_process'
import { readdir, readFile, stat } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import { readConfig } from '../../config.js'
import { createDatabase } from '../../database.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { createCodec } from '../../temporal/codec.js'
import { createBrowser } from '../support/browser.js'
import { encodedPayload } from '../web/support/codec-request.js'
import { log } from '../support/logs.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { createProductionWorld, TEMPORAL_UI, type ProductionWorld } from './support/production-world.js'

/** By plain node, with no variable at all. */
function runBare(
  file: string,
  args: readonly string[],
): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env: {}, cwd: tmpdir() }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}

const SIGN_IN = 'Sign in to Salesforce'
const DEADLINE_MS = 180_000
const COMMAND = 'create opportunity name: Acme amount: 50k stage: Prospecting'

describe('the production build', () => {
  let world: ProductionWorld
  let alice: TeamsPerson

  beforeAll(async () => {
    world = await createProductionWorld()
    alice = createTeamsPerson(world, aliceInTeams)
  }, DEADLINE_MS)
  afterAll(() => world.close(), DEADLINE_MS)

  it('holds nothing of the sandbox, no TypeScript, and imports only what production installs', async () => {
    const paths = (await readdir(world.dist, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    const names = paths.map(({ parentPath, name }) => join(parentPath, name).slice(world.dist.length + 1))
    expect(names.filter((name) => /^(sandbox|test|bench|manifest)\/|\.ts$/.test(name))).toEqual([])
    expect(names).toEqual(expect.arrayContaining(['workflow-bundle.js', 'web/styles.css', 'migrations/001_runs.sql']))

    const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { dependencies: Record<string, string> }
    const known = new Set([...Object.keys(dependencies), ...builtinModules.map((name) => `node:${name}`)])
    const imports = names
      .filter((name) => name.endsWith('.js') && name !== 'workflow-bundle.js')
      .map(async (name) => {
        const code = await readFile(join(world.dist, name), 'utf8')
        return [...code.matchAll(/^(?:import|export)\b[^;'"`]*?from '([^.'][^']*)'|^import '([^.'][^']*)'/gm)].map(
          ([, one, other]) => one ?? other ?? '',
        )
      })
    const packages = (await Promise.all(imports))
      .flat()
      .map((name) => (name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name))
    expect([...new Set(packages)].filter((name) => !known.has(name) && !known.has(name.split('/')[0] ?? ''))).toEqual([])
  })

  it("has every operator's command, which says in words what it lacks", async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> }
    const commands = Object.entries(scripts).flatMap(([name, line]) => {
      const [, file] = /^node --import tsx ((?!bench|manifest)\S+)\.ts$/.exec(line) ?? []
      return file === undefined ? [] : [{ name, file: join(world.dist, `${file}.js`) }]
    })
    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(['runs', 'keys', 'audit', 'doctor', 'check:upgrade']))
    for (const { file } of commands) expect((await stat(file)).size, file).toBeGreaterThan(0)

    const args: Readonly<Record<string, readonly string[]>> = { keys: ['status'], people: ['export', 'alice'], 'history:save': ['a-run'] }
    for (const { name, file } of commands) {
      const { code, stdout, stderr } = await runBare(file, args[name] ?? [])
      expect(code, `${name}: ${stderr}`).toBe(1)
      expect(`${stdout}${stderr}`, name).toMatch(/\b[A-Z_]{5,}: is missing/)
      expect(stderr, name).not.toMatch(/^ +at /m)
    }
  })

  it('brings an empty database to its schema, which the programs can use and not own', async () => {
    expect(await world.runs('migrate')).toContain('001_runs')
    expect(await world.runs('migrate')).toContain('up to date already')
    const db = createDatabase(world.env.bot.DATABASE_URL ?? '', { log, max: 1 })
    await expect(db.query('delete from audit')).rejects.toThrow('permission denied')
    await expect(db.query('drop table runs')).rejects.toThrow('must be owner')
    await db.end()
  })

  it('starts bot and worker by plain node, and both say that they are ready', { timeout: DEADLINE_MS }, async () => {
    await Promise.all([world.start('bot'), world.start('worker')])
    for (const at of [world.url, world.workerHealthUrl]) {
      for (const path of ['healthz', 'readyz']) await expect.poll(async () => (await fetch(`${at}/${path}`)).status).toBe(200)
    }
  })

  it("takes Teams activities only with a token of Teams' issuer for this bot", async () => {
    const post = (authorization?: string) =>
      fetch(`${world.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
        body: JSON.stringify(alice.activity({ text: COMMAND })),
      })
    expect((await post()).status).toBe(401)
    expect((await post(await world.issuer.token({ audience: 'another-bot' }))).status).toBe(401)
    expect((await post(await world.issuer.token({ issuer: 'https://elsewhere.example' }))).status).toBe(401)
  })

  it('is closed to everybody until a recipe is opened', async () => {
    expect(await alice.says(COMMAND)).toBe(200)
    await alice.sees("isn't open to anyone yet")
    expect(alice.reads().join('\n')).not.toContain(SIGN_IN)
    expect(await world.runs('recipes', 'set', 'create-opportunity', '--who', 'everyone')).toContain('everyone')
  })

  it('runs the recipe as the caller, after a sign-in over https', { timeout: DEADLINE_MS }, async () => {
    onTestFailed(async () => {
      process.stderr.write(`${await world.lastLines()}\n`)
    })
    expect(await alice.says(COMMAND)).toBe(200)
    await alice.sees([SIGN_IN, 'Acme'])
    expect(alice.link(SIGN_IN)).toContain(`${world.url}/connect/`)
    const browser = createBrowser()
    const page = await signsIn(alice.link(SIGN_IN), { as: 'alice', browser })
    expect(page.html).toContain('Connected')
    expect([...browser.jar.keys()].join()).toContain('__Host-workbot')

    await alice.sees(['Created the opportunity Acme', 'alice@contoso-sales.example'], { withinMs: 60_000 })
    const [account] = world.salesforce.accounts.filter(({ key }) => key === 'alice')
    expect(world.salesforce.records).toMatchObject([{ Name: 'Acme', Amount: 50_000, OwnerId: account?.userId }])
  })

  it(
    'acts as the shared account with the switch off, once an admin has connected it in the browser',
    { timeout: DEADLINE_MS },
    async () => {
      await world.runs('recipes', 'set', 'create-opportunity', '--verify-user-access', 'off')
      await alice.says('create opportunity name: Too early amount: 1 stage: Prospecting')
      await alice.sees("which isn't connected now")
      const browser = createBrowser()
      const page = await browser.choose(await browser.submit(await browser.open(`${world.url}/apps/salesforce`)), 'alice')
      const connected = await browser.choose(await browser.submit(page, {}, 1), 'integration')
      expect(connected.html).toContain('Connected as integration@contoso-sales.example')
      expect([...browser.jar.keys()].join()).toContain('__Host-workbot-site')

      await alice.says('create opportunity name: For all amount: 1 stage: Prospecting')
      await alice.sees(['Created the opportunity For all', 'integration@contoso-sales.example'], { withinMs: 60_000 })
      const [account] = world.salesforce.accounts.filter(({ key }) => key === 'integration')
      expect(world.salesforce.records.filter(({ Name }) => Name !== 'Acme')).toMatchObject([{ Name: 'For all', OwnerId: account?.userId }])
    },
  )

  it("decodes for Temporal's UI where an operator has signed in, and for nobody else", async () => {
    const payload = await encodedPayload(createCodec(readConfig('worker', world.env.worker).CODEC_KEYS), '"Acme"')
    const decode = (cookie: string) =>
      fetch(`${world.url}/codec/decode`, {
        method: 'POST',
        headers: { origin: TEMPORAL_UI, cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ payloads: [payload] }),
      })
    expect((await decode('')).status).toBe(401)
    const browser = createBrowser()
    const page = await browser.choose(await browser.submit(await browser.open(`${world.url}/codec/sign-in`)), 'alice')
    expect(page.html).toContain('You&#39;re signed in as alice@contoso-sales.example')
    expect([...browser.jar.keys()].join()).toContain('__Host-workbot-codec')
    expect((await decode(browser.cookies(world.url))).status).toBe(200)

    const bobs = createBrowser()
    const refused = await bobs.choose(await bobs.submit(await bobs.open(`${world.url}/codec/sign-in`)), 'bob')
    expect([refused.status, refused.html.includes('WB-CODEC-004')]).toEqual([403, true])
    expect((await decode(bobs.cookies(world.url))).status).toBe(401)
  })

  it('ends both programs in order when it is asked to', { timeout: DEADLINE_MS }, async () => {
    expect(await Promise.all([world.stop('bot'), world.stop('worker')])).toEqual([0, 0])
  })
})
