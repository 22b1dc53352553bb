// The whole product in one test: bot, worker, Postgres, Temporal, and the stand-ins for Teams, Entra and Salesforce, over HTTP.
import { randomUUID } from 'node:crypto'
import type { Client } from '@temporalio/client'
import { inject } from 'vitest'
import { composeBot } from '../../bot/compose-bot.js'
import { readConfig } from '../../config.js'
import type { Database } from '../../database.js'
import { startEntra, type EntraStandIn } from '../../sandbox/entra.js'
import { SANDBOX_TENANT, sandboxPeople, type SandboxPerson } from '../../sandbox/people.js'
import type { SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { createTemporal } from '../../temporal/client.js'
import { composeWorker } from '../../worker/compose-worker.js'
import { startTeamsIssuer, type TeamsIssuer } from '../bot/support/teams-issuer.js'
import { anyFreePort } from './any-free-port.js'
import { createTestKeys, type TestKeys } from './keys.js'
import { log, logLines } from './logs.js'
import { createTestDatabase } from './postgres.js'
import { startStandIns, type StandIns, type StandInsOptions } from './stand-ins.js'
import { startTeamsConnector, type TeamsConnector } from './teams-connector.js'
import { answerRoster } from './teams-person.js'

export const APP_ID = '11111111-2222-4333-8444-555555555555'

export interface World {
  readonly db: Database
  readonly ownerUrl: string
  readonly env: Readonly<Record<string, string>>
  readonly keys: TestKeys
  readonly url: string
  readonly teams: TeamsConnector
  readonly issuer: TeamsIssuer
  readonly entra: EntraStandIn
  readonly salesforce: SalesforceStandIn
  /** ServiceNow or Box, where the world was started with it. */
  readonly other: StandIns['other']
  readonly temporal: Client
  readonly taskQueue: string
  /** Every line that bot and worker logged. */
  readonly logLines: readonly string[]
  /** @param change variables that differ from the world's */
  startBot(change?: Readonly<Record<string, string>>): Promise<void>
  stopBot(): Promise<void>
  /** @param change variables that differ from the world's, e.g. another bundle of workflows */
  startWorker(change?: Readonly<Record<string, string>>): Promise<void>
  /** Ends it gracefully; a killed one is tested with real processes. */
  stopWorker(): Promise<void>
  /** Does now what the worker's sweep would within a second. */
  sweep(): Promise<void>
  /** What the test ends with: stops everything, checks that nothing is left. */
  close(): Promise<void>
}

export interface WorldOptions extends Omit<StandInsOptions, 'publicUrl'> {
  readonly env?: Readonly<Record<string, string>>
  /** One of its own unless told. */
  readonly taskQueue?: string
  /** Whom Teams and Entra know. */
  readonly people?: readonly SandboxPerson[]
  /** `elsewhere`: the test has a worker of its own, as a process. */
  readonly worker?: 'here' | 'elsewhere'
}

/** Everything runs when it resolves. Call `close` at the end. */
export async function startWorld({
  env: extra = {},
  taskQueue = `world-${randomUUID()}`,
  people = sandboxPeople,
  worker: whose = 'here',
  ...apps
}: WorldOptions = {}): Promise<World> {
  const database = await createTestDatabase()
  const teams = await startTeamsConnector()
  answerRoster(teams, people)
  const issuer = await startTeamsIssuer({ appId: APP_ID, serviceUrl: teams.serviceUrl })
  const port = await anyFreePort()
  const publicUrl = `http://localhost:${String(port)}`
  const client = { clientId: 'workbot', clientSecret: 's'.repeat(32) }
  const entra = await startEntra({
    ...client,
    stateFile: null,
    tenantId: SANDBOX_TENANT,
    people,
    redirectUris: [`${publicUrl}/entra/callback`],
  })
  const standIns = await startStandIns({ publicUrl, ...apps })
  const { salesforce, other } = standIns
  const keys = await createTestKeys()
  const temporalAddress = inject('temporalAddress')
  const env = {
    ...keys,
    WORKBOT_SANDBOX: 'true',
    PUBLIC_URL: publicUrl,
    PORT: String(port),
    TENANT_ID: SANDBOX_TENANT,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress,
    WORKFLOW_BUNDLE: inject('workflowBundle'),
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: 'bot-password',
    BOT_OPENID_METADATA_URL: issuer.metadataUrl,
    BOT_TOKEN_URL: issuer.tokenUrl,
    BOT_SERVICE_HOSTS: '127.0.0.1',
    TEAMS_FILE_HOSTS: new URL(teams.serviceUrl).host,
    ENTRA_AUTHORITY: entra.url,
    ENTRA_CLIENT_ID: client.clientId,
    ENTRA_CLIENT_SECRET: client.clientSecret,
    ...standIns.env,
    SALESFORCE_LABEL: 'Contoso Production',
    ...extra,
  }
  const { CODEC_KEYS: codecKeys, TEMPORAL_NAMESPACE: namespace } = readConfig('worker', env)
  const temporal = createTemporal({ address: temporalAddress, namespace, codecKeys })
  let bot: Awaited<ReturnType<typeof composeBot>> | undefined
  let worker: { stop(): void; sweep(): Promise<void>; ended: Promise<void> } | undefined

  const world: World = {
    ...{ db: database.db, ownerUrl: database.ownerUrl, env, keys, url: publicUrl, taskQueue, logLines },
    ...{ teams, issuer, entra, salesforce, other },
    temporal: temporal.client,
    async startBot(change = {}) {
      bot = await composeBot(readConfig('bot', { ...env, ...change }), log, { taskQueue })
      await bot.listen()
    },
    async stopBot() {
      await bot?.close()
      bot = undefined
    },
    async startWorker(change = {}) {
      const composed = await composeWorker(readConfig('worker', { ...env, ...change }), log, { taskQueue })
      worker = {
        stop: () => {
          composed.stop()
        },
        sweep: () => composed.sweep(),
        ended: composed.run(),
      }
    },
    async stopWorker() {
      worker?.stop()
      await worker?.ended
      worker = undefined
    },
    sweep: async () => worker?.sweep(),
    async close() {
      await Promise.all([world.stopBot(), world.stopWorker()])
      await Promise.all([temporal.close(), teams.close(), issuer.close(), entra.close(), standIns.close()])
      await database.drop()
    },
  }
  await Promise.all([world.startBot(), ...(whose === 'here' ? [world.startWorker()] : [])])
  return world
}
