// The product as real processes on servers of its own, each of which a test can kill: bot, worker, Temporal, Postgres.
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@temporalio/client'
import { inject } from 'vitest'
import { inheritedEnvironment, readConfig } from '../../config.js'
import { migrate } from '../../migrations/migrate.js'
import { startEntra, type EntraStandIn } from '../../sandbox/entra.js'
import { SANDBOX_TENANT, sandboxPeople, type SandboxPerson } from '../../sandbox/people.js'
import { startPostgres, type PostgresServer } from '../../sandbox/postgres.js'
import { addDatabase } from '../../sandbox/postgres/roles.js'
import type { SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { startTemporal, type TemporalServer } from '../../sandbox/temporal.js'
import { findTemporal } from '../../sandbox/temporal/find.js'
import { createTemporal } from '../../temporal/client.js'
import { startTeamsIssuer, type TeamsIssuer } from '../bot/support/teams-issuer.js'
import { anyFreePort } from './any-free-port.js'
import { createTestKeys } from './keys.js'
import { recordServer } from './orphans.js'
import { killProcess, programFile, signal, startProgram } from './program.js'
import { startStandIns, type StandIns, type StandInsOptions } from './stand-ins.js'
import { startTeamsConnector, type TeamsConnector } from './teams-connector.js'
import { answerRoster } from './teams-person.js'
import { APP_ID } from './world.js'

export const parts = ['postgres', 'temporal', 'bot', 'worker'] as const
export type Part = (typeof parts)[number]

export interface ProgramWorld {
  readonly url: string
  readonly teams: TeamsConnector
  readonly issuer: TeamsIssuer
  readonly entra: EntraStandIn
  readonly salesforce: SalesforceStandIn
  /** ServiceNow or Box, where the world was started with it. */
  readonly other: StandIns['other']
  readonly temporal: Client
  /** A connection string that may do everything. The programs' own connections are named `bot` and `worker`. */
  readonly superuserUrl: string
  /** What bot and worker are started with. */
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** SIGKILL. Resolves when the process is gone. */
  kill(part: Part): Promise<void>
  /** SIGSTOP until `goOn`: it is there, and does nothing. */
  pause(part: Part): void
  goOn(part: Part): void
  /** Resolves when it serves. */
  start(part: Part): Promise<void>
  /** The last lines of what bot and worker logged; for a test that failed. */
  lastLines(): Promise<string>
  close(): Promise<void>
}

export interface ProgramWorldOptions extends Omit<StandInsOptions, 'publicUrl'> {
  /** Variables of one program that are set besides. */
  readonly env?: Partial<Record<'bot' | 'worker', Readonly<Record<string, string>>>>
  readonly people?: readonly SandboxPerson[]
}

/** Everything runs when it resolves. */
export async function startProgramWorld({
  people = sandboxPeople,
  env: extra = {},
  ...apps
}: ProgramWorldOptions = {}): Promise<ProgramWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'workbot-programs-'))
  const teams = await startTeamsConnector()
  answerRoster(teams, people)
  const issuer = await startTeamsIssuer({ appId: APP_ID, serviceUrl: teams.serviceUrl })
  const [port, temporalPort] = [await anyFreePort(), await anyFreePort()]
  const url = `http://localhost:${String(port)}`
  const client = { clientId: 'workbot', clientSecret: 's'.repeat(32) }
  const entra = await startEntra({ ...client, stateFile: null, tenantId: SANDBOX_TENANT, people, redirectUris: [`${url}/entra/callback`] })
  const standIns = await startStandIns({ publicUrl: url, ...apps })
  const { salesforce, other } = standIns

  const running: { postgres?: PostgresServer; temporal?: TemporalServer; bot?: ChildProcess; worker?: ChildProcess } = {}
  const startDatabase = () => startPostgres({ stateFolder: join(folder, 'postgres'), durable: true, logFile: join(folder, 'postgres.log') })
  running.postgres = await startDatabase()
  await addDatabase(running.postgres.url('superuser', 'postgres'), 'workbot')
  await migrate(running.postgres.url('owner', 'workbot'))
  const binary = await findTemporal(() => undefined)
  const place = {
    binary,
    port: temporalPort,
    uiPort: null,
    databaseFile: join(folder, 'temporal.db'),
    logFile: join(folder, 'temporal.log'),
  }
  // Temporal chooses its inner ports a moment before it listens on them; where somebody was quicker, it ends, and is started once more.
  const startServer = () => startTemporal(place).catch(() => startTemporal(place))
  running.temporal = await startServer()

  const databaseUrl = running.postgres.url('program', 'workbot')
  const env = {
    ...inheritedEnvironment(),
    ...(await createTestKeys()),
    ...{ WORKBOT_SANDBOX: 'true', PUBLIC_URL: url, PORT: String(port), TENANT_ID: SANDBOX_TENANT },
    ...{ TEMPORAL_ADDRESS: running.temporal.address, WORKFLOW_BUNDLE: inject('workflowBundle'), BOT_SERVICE_HOSTS: '127.0.0.1' },
    ...{
      MICROSOFT_APP_ID: APP_ID,
      MICROSOFT_APP_PASSWORD: 'bot-password',
      BOT_OPENID_METADATA_URL: issuer.metadataUrl,
      BOT_TOKEN_URL: issuer.tokenUrl,
    },
    ...{
      ENTRA_AUTHORITY: entra.url,
      ENTRA_CLIENT_ID: client.clientId,
      ENTRA_CLIENT_SECRET: client.clientSecret,
    },
    ...standIns.env,
  }

  const envOf = (part: 'bot' | 'worker') => ({ ...env, DATABASE_URL: `${databaseUrl}&application_name=${part}` })

  const temporal = createTemporal({
    address: running.temporal.address,
    namespace: 'default',
    codecKeys: readConfig('worker', envOf('worker')).CODEC_KEYS,
  })
  const world: ProgramWorld = {
    ...{
      url,
      teams,
      issuer,
      entra,
      salesforce,
      other,
      temporal: temporal.client,
      superuserUrl: running.postgres.url('superuser', 'workbot'),
      env: envOf('bot'),
    },
    async start(part) {
      if (part === 'postgres') running.postgres = await startDatabase()
      else if (part === 'temporal') running.temporal = await startServer()
      else
        running[part] = await startProgram({
          part,
          command: [programFile(`${part}/main.ts`)],
          env: { ...envOf(part), ...extra[part] },
          folder,
        })
      const pid = running[part]?.pid
      if (pid !== undefined) await recordServer(folder, pid)
    },
    async kill(part) {
      const { pid } = running[part] ?? {}
      if (pid !== undefined) await killProcess(pid)
    },
    pause: (part) => void signal(running[part]?.pid, 'SIGSTOP'),
    goOn: (part) => void signal(running[part]?.pid, 'SIGCONT'),
    async lastLines() {
      const logs = await Promise.all(['bot', 'worker'].map((part) => readFile(join(folder, `${part}.log`), 'utf8')))
      return logs.map((log) => log.split('\n').slice(-25).join('\n')).join('\n---\n')
    },
    async close() {
      for (const part of ['bot', 'worker'] as const) await world.kill(part)
      await running.temporal?.stop()
      await running.postgres?.stop()
      await Promise.all([temporal.close(), teams.close(), issuer.close(), entra.close(), standIns.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
  await Promise.all([world.start('bot'), world.start('worker')])
  return world
}
