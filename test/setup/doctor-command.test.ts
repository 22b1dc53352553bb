// `npm run doctor` as a command: what it prints of a deployment behind https, how it ends, its notes for admins, and that no secret is in any of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apps } from '../../apps/index.js'
import { adminNotes, admins } from '../../doctor/admin-notes.js'
import { listenLocally, type LocalServer } from '../../sandbox/listen.js'
import { runCommandLine, type CommandRun } from '../support/command.js'
import { selfSigned } from '../support/self-signed.js'
import { startDoctorWorld, type DoctorWorld } from './support/doctor-world.js'

const LONG = 240_000
const tls = selfSigned()
const ONE_PROGRAM = {
  bot: ['BOT_KEYS', 'ENTRA_AUTHORITY', 'ENTRA_CLIENT_ID', 'ENTRA_CLIENT_SECRET'],
  worker: ['TOKEN_PRIVATE_KEY'],
} as const
let world: DoctorWorld
let proxy: LocalServer
let folder: string
let trusted: Readonly<Record<string, string>>

beforeAll(async () => {
  // What TLS in front of a bot looks like from outside.
  proxy = await listenLocally(0, tls)
  proxy.server.on('request', ({ url }, response) => {
    response.writeHead(url === '/healthz' ? 200 : 404, { 'content-type': 'application/json' }).end('{"status":"alive"}')
  })
  world = await startDoctorWorld({ publicUrl: `https://localhost:${String(proxy.port)}` })
  await world.connectShared()
  folder = await mkdtemp(join(tmpdir(), 'workbot-doctor-'))
  await writeFile(join(folder, 'ca.pem'), tls.cert)
  trusted = { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }
  await Promise.all([writeEnv('bot.env', 'bot', {}), writeEnv('worker.env', 'worker', {})])
}, LONG)
afterAll(async () => {
  await Promise.all([world.close(), proxy.close(), rm(folder, { recursive: true })])
})

async function writeEnv(file: string, program: 'bot' | 'worker', change: Readonly<Record<string, string>>): Promise<void> {
  const others: readonly string[] = ONE_PROGRAM[program === 'bot' ? 'worker' : 'bot']
  const lines = Object.entries({ ...world.env, ...change }).filter(([name]) => !others.includes(name))
  await writeFile(join(folder, file), lines.map(([name, value]) => `${name}=${value}`).join('\n'))
}

const doctor = (args: readonly string[], env: Readonly<Record<string, string>> = trusted): Promise<CommandRun> =>
  runCommandLine('doctor/cli.ts', args, { env, cwd: folder })
const bothFiles = ['--env', 'bot.env', '--env', 'worker.env']

function expectNoSecret({ stdout, stderr }: CommandRun): void {
  const { MICROSOFT_APP_PASSWORD, ENTRA_CLIENT_SECRET, SALESFORCE_CLIENT_SECRET, TOKEN_PRIVATE_KEY = '', ...rest } = world.env
  const keys = ['SHARED_KEYS', 'CODEC_KEYS', 'BOT_KEYS'].map((name) => (rest[name] ?? '').split(':')[1])
  const { d } = JSON.parse(TOKEN_PRIVATE_KEY) as { d: string }
  const password = new RegExp('//[^:]+:([^@]+)@').exec(world.env.DATABASE_URL ?? '')?.[1]
  const tokens = world.salesforce.liveTokens().map(({ value }) => value)
  for (const secret of [MICROSOFT_APP_PASSWORD, ENTRA_CLIENT_SECRET, SALESFORCE_CLIENT_SECRET, d, password, ...keys, ...tokens]) {
    expect(secret?.length).toBeGreaterThan(5)
    expect(`${stdout}${stderr}`).not.toContain(secret)
  }
}

describe('npm run doctor', { timeout: LONG }, () => {
  it('prints a line for each thing, and ends with 0 where nothing failed', async () => {
    const run = await doctor(bothFiles)
    expect([run.code, run.stderr]).toEqual([0, ''])
    const lines = run.stdout.trimEnd().split('\n')
    expect(lines).toContain('ok       Environment bot.env has every variable that the bot needs.')
    expect(lines).toContain('ok       Environment worker.env has every variable that the worker needs.')
    expect(lines).toContain(`ok       PUBLIC_URL  the bot answers at ${world.env.PUBLIC_URL ?? ''}/healthz.`)
    expect(run.stdout).toMatch(
      /^warning {2}PUBLIC_URL {2}the certificate of localhost:\d+ is valid from \d{4}-\d\d-\d\d until \d{4}-\d\d-\d\d\. Renew it: it ends in \d days\.$/m,
    )
    expect(run.stdout).toMatch(
      /^warning {2}PUBLIC_URL {2}from here localhost:\d+ is .*, which the internet doesn't reach\. Try \/healthz from outside/m,
    )
    for (const part of ['Postgres', 'Keys', 'Temporal', 'Bot', 'Entra', 'Salesforce'])
      expect(run.stdout).toMatch(new RegExp(`^ok +${part} `, 'm'))
    expect(lines.at(-1)).toMatch(/^\d+ ok, \d+ warnings, 0 failed\. Something is for the admins of temporal: npm run doctor -- --note/)
    expectNoSecret(run)
  })

  it('ends with 1 where something failed, and gives it to programs as JSON', async () => {
    await writeEnv('wrong.env', 'worker', { MICROSOFT_APP_PASSWORD: 'the-secrets-id' })
    const run = await doctor(['--env', 'bot.env', '--env', 'wrong.env', '--json'])
    expect([run.code, run.stderr]).toEqual([1, ''])
    const { findings } = JSON.parse(run.stdout) as { findings: { state: string; part: string; what: string; admin?: string }[] }
    const failed = findings.filter(({ state }) => state === 'failed')
    expect(failed.map(({ part, what }) => `${part}: ${what}`)).toEqual([
      'Environment: bot.env and wrong.env differ in MICROSOFT_APP_PASSWORD',
      expect.stringMatching(/^Bot: Microsoft doesn't take MICROSOFT_APP_PASSWORD \(AADSTS7000215\)$/),
    ])
    expectNoSecret(run)
  })

  it('writes to the admin who must what is asked, and how it should be', async () => {
    const run = await doctor([...bothFiles, '--note'])
    expect(run.stdout).toMatch(/^To whoever administers Temporal\n/)
    expect(run.stdout).toContain(
      `1. Set it to 30 days or more: temporal operator namespace update --namespace ${world.env.TEMPORAL_NAMESPACE ?? ''} --retention 30d`,
    )
    expect(run.stdout).not.toContain('administers Salesforce')
    expectNoSecret(run)
  })

  it('trusts no certificate that Teams would not, and names what the deployment has not', async () => {
    const { code, stdout } = await doctor([], { PUBLIC_URL: world.env.PUBLIC_URL ?? '' })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^failed {3}PUBLIC_URL {2}localhost:\d+ has no certificate that is trusted from here \(\w+\)/m)
    expect(stdout).toMatch(/^failed {3}Environment the environment isn't complete for the bot: .*TENANT_ID: is missing/m)
    expect(stdout).toMatch(/^warning {2}Apps {8}no app is configured\. Set the variables of one: SALESFORCE, SERVICENOW, BOX/m)
  })

  it('says that a file or an admin is unknown', async () => {
    expect(await doctor(['--env', 'nowhere.env'])).toMatchObject({ code: 1, stdout: '', stderr: "nowhere.env can't be read (ENOENT).\n" })
    expect((await doctor(['--for', 'the-boss'])).stderr).toContain('There are azure, salesforce, servicenow, box, temporal, database.')
  })

  it('has a note for every admin, with the redirect URI and scopes of each app', () => {
    const known = { PUBLIC_URL: 'https://workbot.contoso.com', TENANT_ID: 'the-tenant' }
    for (const note of adminNotes([], known, admins)) expect(note).toMatch(/^To whoever administers \w.*\n\n\w.*\n\nHow it should be:\n- /)
    for (const [id, { oauth }] of Object.entries(apps)) {
      const [note] = adminNotes(
        [],
        known,
        admins.filter((admin) => admin === id),
      )
      expect(note).toContain(`https://workbot.contoso.com/oauth/callback/${id}`)
      expect(note).toContain(oauth.scopes.join(' '))
    }
  })
})
