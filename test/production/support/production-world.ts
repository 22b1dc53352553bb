// A deployment on this machine: the build's programs by plain node, each with its own environment and nothing else, behind TLS.
// What stays http, because the stand-ins for Teams are: BOT_OPENID_METADATA_URL, BOT_TOKEN_URL and the service URL, all on loopback.
import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import { inject } from 'vitest'
import { startEntra, type EntraStandIn } from '../../../sandbox/entra.js'
import { alice, SANDBOX_TENANT } from '../../../sandbox/people.js'
import { addDatabase, asSuperuser } from '../../../sandbox/postgres/roles.js'
import { startSalesforce, type SalesforceStandIn } from '../../../sandbox/salesforce/index.js'
import { startTemporal } from '../../../sandbox/temporal.js'
import { findTemporal } from '../../../sandbox/temporal/find.js'
import { startTeamsIssuer, type TeamsIssuer } from '../../bot/support/teams-issuer.js'
import { anyFreePort } from '../../support/any-free-port.js'
import { createTestKeys } from '../../support/keys.js'
import { recordServer } from '../../support/orphans.js'
import { killProcess, startProgram } from '../../support/program.js'
import { databaseUrl } from '../../support/provided.js'
import { selfSigned } from '../../support/self-signed.js'
import { startTeamsConnector, type TeamsConnector } from '../../support/teams-connector.js'
import { answerRoster } from '../../support/teams-person.js'
import { APP_ID } from '../../support/world.js'
import { startTlsProxy } from './tls-proxy.js'

type Program = 'bot' | 'worker' | 'migrate' | 'recipes'
type Environment = Readonly<Record<string, string>>
const files = { bot: 'bot/main.js', worker: 'worker/main.js', migrate: 'migrations/migrate.js', recipes: 'settings/cli.js' }

/** Where operators would have Temporal's UI; nothing is there. */
export const TEMPORAL_UI = 'https://temporal.contoso.example'

export interface ProductionWorld {
  /** The build. */
  readonly dist: string
  readonly env: Readonly<Record<Program, Environment>>
  readonly url: string
  readonly workerHealthUrl: string
  readonly teams: TeamsConnector
  readonly issuer: TeamsIssuer
  readonly entra: EntraStandIn
  readonly salesforce: SalesforceStandIn
  /** A program that ends by itself; resolves with what it printed. @throws where it fails */
  runs(program: 'migrate' | 'recipes', ...args: readonly string[]): Promise<string>
  /** Resolves when it serves. */
  start(program: 'bot' | 'worker'): Promise<void>
  /** SIGTERM. Resolves with the exit code. */
  stop(program: 'bot' | 'worker'): Promise<number | null>
  /** What bot and worker logged last; for a test that failed. */
  lastLines(): Promise<string>
  close(): Promise<void>
}

/** Builds the product and starts everything around its programs; they are the test's to start. */
export async function createProductionWorld(): Promise<ProductionWorld> {
  // Migrate compares its own path with the one that it was started by: no links in it.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'workbot-production-')))
  const dist = await build(folder)
  const tls = selfSigned()
  const certificate = join(folder, 'certificate.pem')
  await writeFile(certificate, tls.cert)
  const trusting = trustInThisProcess(tls.cert)

  const teams = await startTeamsConnector()
  answerRoster(teams)
  const issuer = await startTeamsIssuer({ appId: APP_ID, serviceUrl: teams.serviceUrl })
  const ports = { bot: await anyFreePort(), health: await anyFreePort(), temporal: await anyFreePort() }
  const proxy = await startTlsProxy(ports.bot, tls)
  const client = { clientId: 'workbot', clientSecret: 's'.repeat(32), tls }
  const entra = await startEntra({ ...client, stateFile: null, tenantId: SANDBOX_TENANT, redirectUris: [`${proxy.url}/entra/callback`] })
  const salesforce = await startSalesforce({ ...client, stateFolder: null, redirectUris: [`${proxy.url}/oauth/callback/salesforce`] })
  const { name: database, drop } = await emptyDatabase()
  const temporal = await startTemporal({
    ...{ binary: await findTemporal(() => undefined), port: ports.temporal, uiPort: null },
    ...{ databaseFile: null, logFile: join(folder, 'temporal.log') },
  })
  await recordServer(folder, temporal.pid)

  const env = environments({
    ...{ database, certificate, ports, publicUrl: proxy.url, temporalAddress: temporal.address, keys: await createTestKeys() },
    ...{ entra, salesforce, issuer, client },
  })
  const running: { bot?: ChildProcess; worker?: ChildProcess } = {}
  return {
    ...{ dist, env, url: proxy.url, workerHealthUrl: `http://127.0.0.1:${String(ports.health)}` },
    ...{ teams, issuer, entra, salesforce },
    async runs(program, ...args) {
      const started = await promisify(execFile)(process.execPath, [join(dist, files[program]), ...args], { cwd: folder, env: env[program] })
      return started.stdout
    },
    async start(program) {
      running[program] = await startProgram({
        ...{ part: program, command: [join(dist, files[program])] },
        ...{ env: env[program], folder, cwd: folder },
      })
    },
    async stop(program) {
      const child = running[program]
      if (!child) throw new Error(`The ${program} isn't running.`)
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      return (await exited)[0] as number | null
    },
    async lastLines() {
      const logs = await Promise.all(['bot', 'worker'].map((name) => readFile(join(folder, `${name}.log`), 'utf8').catch(() => '')))
      return logs.map((log) => log.split('\n').slice(-25).join('\n')).join('\n---\n')
    },
    async close() {
      for (const { pid } of Object.values(running)) if (pid !== undefined) await killProcess(pid)
      await temporal.stop()
      await Promise.all([proxy.close(), teams.close(), issuer.close(), entra.close(), salesforce.close(), trusting.end()])
      await drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** As in the image: dist/ beside package.json and the dependencies. Types are `npm run check`'s. */
async function build(folder: string): Promise<string> {
  const dist = join(folder, 'dist')
  await copyFile('package.json', join(folder, 'package.json'))
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  await mkdir(dist)
  await promisify(execFile)(process.execPath, ['build.mjs', '--no-check', '--out', dist])
  return dist
}

/** The test's own requests; the programs get NODE_EXTRA_CA_CERTS. */
function trustInThisProcess(ca: string): { end(): Promise<void> } {
  const before = getGlobalDispatcher()
  const agent = new Agent({ connect: { ca } })
  setGlobalDispatcher(agent)
  return {
    async end() {
      setGlobalDispatcher(before)
      await agent.destroy()
    },
  }
}

/** Without a schema: migrate is one of the programs under test. */
async function emptyDatabase(): Promise<{ name: string; drop(): Promise<void> }> {
  const name = `production_${String(process.pid)}`
  const superuser = databaseUrl(inject('postgres').superuser, 'postgres')
  await addDatabase(superuser, name)
  return {
    name,
    drop: () =>
      asSuperuser(superuser, async (server) => {
        await server.query(`drop database "${name}" with (force)`)
      }),
  }
}

interface Facts {
  readonly database: string
  readonly certificate: string
  readonly ports: { readonly bot: number; readonly health: number }
  readonly publicUrl: string
  readonly temporalAddress: string
  readonly keys: Awaited<ReturnType<typeof createTestKeys>>
  readonly entra: EntraStandIn
  readonly salesforce: SalesforceStandIn
  readonly issuer: TeamsIssuer
  readonly client: { readonly clientId: string; readonly clientSecret: string }
}

/** Everything that a program knows; the bot gets no private token key, the worker no key of the bot's, and neither the owner of the schema. */
function environments({ ports, keys, client, ...facts }: Facts): Readonly<Record<Program, Environment>> {
  const url = (role: 'owner' | 'program'): string => databaseUrl(inject('postgres')[role], facts.database)
  const shared = {
    ...{ NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: facts.certificate, WORKBOT_SANDBOX: 'false' },
    ...{ PUBLIC_URL: facts.publicUrl, TENANT_ID: SANDBOX_TENANT },
    ...{ DATABASE_URL: url('program'), TEMPORAL_ADDRESS: facts.temporalAddress },
    ...{ SHARED_KEYS: keys.SHARED_KEYS, CODEC_KEYS: keys.CODEC_KEYS, TOKEN_PUBLIC_KEY: keys.TOKEN_PUBLIC_KEY },
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: 'bot-password', BOT_SERVICE_HOSTS: '127.0.0.1' },
    ...{ BOT_OPENID_METADATA_URL: facts.issuer.metadataUrl, BOT_TOKEN_URL: facts.issuer.tokenUrl },
    EXTRA_APP_HOSTS: [facts.salesforce.url, facts.entra.url].map((at) => new URL(at).host).join(','),
    ...{ SALESFORCE_URL: facts.salesforce.url, SALESFORCE_CLIENT_ID: client.clientId, SALESFORCE_CLIENT_SECRET: client.clientSecret },
  }
  return {
    migrate: { MIGRATIONS_DATABASE_URL: url('owner') },
    recipes: { DATABASE_URL: url('program') },
    bot: {
      ...shared,
      ...{ PORT: String(ports.bot), TRUST_PROXY: '1', BOT_KEYS: keys.BOT_KEYS },
      ...{ TEMPORAL_UI_URL: TEMPORAL_UI, OPERATORS: alice.aadObjectId.toUpperCase(), ADMINS: alice.aadObjectId },
      ...{ ENTRA_AUTHORITY: facts.entra.url, ENTRA_CLIENT_ID: client.clientId, ENTRA_CLIENT_SECRET: client.clientSecret },
    },
    worker: { ...shared, TOKEN_PRIVATE_KEY: keys.TOKEN_PRIVATE_KEY, HEALTH_PORT: String(ports.health) },
  }
}
