// The worker program, put together from its configuration.
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import type { ActivityDeps } from '../activities/index.js'
import { createAppHttp } from '../apps/app-http.js'
import { apps } from '../apps/index.js'
import { createConnectorAdapter } from '../bot/connector.js'
import { createMessenger } from '../bot/messenger.js'
import type { Config } from '../config.js'
import { createOAuthClients } from '../connections/oauth-client.js'
import { createTokenSealer, createTokenUnsealer } from '../connections/token-sealing.js'
import { createDatabase, type Database } from '../database.js'
import { createKeyRing } from '../keys/key-ring.js'
import { describeError, type Logger } from '../log.js'
import { checkSchema } from '../migrations/check-schema.js'
import { clientSecrets } from '../settings/client-secret.js'
import { presentKeys } from '../settings/present-keys.js'
import { seedFromEnvironment } from '../settings/seed-from-environment.js'
import { createTemporal } from '../temporal/client.js'
import { readPastSteps } from '../temporal/past-steps.js'
import { startTelemetry } from '../telemetry/start-telemetry.js'
import { temporalConnection, type TemporalConnectionOptions } from '../temporal/connection-options.js'
import { findBundle } from './bundle-workflows.js'
import { checkKeys } from './check-keys.js'
import { createWorker } from './create-worker.js'
import { startHealth, type Health } from './health.js'
import { housekeepingDeps } from './housekeeping-deps.js'
import { measure } from './measure.js'
import { prepareTemporal } from './prepare-temporal.js'
import { createResealing } from './reseal.js'
import { startSweep, type Sweep } from './sweep.js'

export interface ComposedWorker {
  /** Works until `stop` is called; rejects where the worker fails. */
  run(): Promise<void>
  /** Takes no new tasks, gives those under way 5 s, and makes `run` resolve. */
  stop(): void
  /** While it works: does now what is owed, instead of within a second. */
  sweep(): Promise<void>
}

/** @throws where a key is wrong or missing, Temporal lacks our search attributes, or the database older than the code; waits where Temporal isn't there yet */
export async function composeWorker(
  config: Config<'worker'>,
  log: Logger,
  { taskQueue }: { taskQueue?: string } = {},
): Promise<ComposedWorker> {
  const health = await listenForHealth(config, log)
  const db = createDatabase(config.DATABASE_URL, { log })
  const telemetry = await startTelemetry({ program: 'worker', config, log, measure: () => measure(db) })
  const { TEMPORAL_NAMESPACE: namespace, CODEC_KEYS: codecKeys } = config
  const reached = temporalConnection(config)
  const temporal = createTemporal({ ...reached, namespace, codecKeys })
  const activities = createDeps(config, log, { db, temporal: temporal.client })
  await checkSchema(db)
  await checkKeys(activities)
  const presence = await presentKeys({ db, log }, { ...config, program: 'worker' })
  await seedFromEnvironment({ tx: db, log }, config, apps)

  const [connection, bundle] = await Promise.all([connect(reached, log), findBundle(config.WORKFLOW_BUNDLE)])
  const queue = taskQueue === undefined ? {} : { taskQueue }
  await prepareTemporal({ client: temporal.client, log, ...queue })
  const all = { ...activities, ...housekeepingDeps(temporal.client, config) }
  const worker = await createWorker({ connection, namespace, codecKeys, bundle, activities: all, ...queue })

  let sweep: Sweep | undefined
  return {
    async run() {
      health?.begin({
        database: () => db.query('select 1'),
        temporal: () => connection.workflowService.getSystemInfo({}),
        polling: async () => {
          const state = worker.getState()
          if (state !== 'RUNNING') throw new Error(`The worker is ${state}.`)
        },
      })
      sweep = startSweep({ ...activities, reseal: createResealing(activities, config), client: temporal.client, ...queue })
      try {
        await worker.run()
      } finally {
        await sweep.stop()
        await Promise.all([health?.close(), telemetry.close()])
        await presence.stop()
        await Promise.all([connection.close(), temporal.close(), db.end()])
      }
    },
    stop() {
      worker.shutdown()
    },
    sweep: async () => sweep?.look(),
  }
}

/** Listens before anything else is there: a worker that waits for Temporal is alive. */
async function listenForHealth({ HOST: host, HEALTH_PORT: port }: Config<'worker'>, log: Logger): Promise<Health | undefined> {
  return port === undefined ? undefined : await startHealth({ host, port, log })
}

function createDeps(config: Config<'worker'>, log: Logger, { db, temporal }: { db: Database; temporal: Client }): ActivityDeps {
  const keys = createKeyRing(config.SHARED_KEYS)
  return {
    db,
    keys,
    log,
    seal: createTokenSealer({ publicKeys: config.TOKEN_PUBLIC_KEY, keys }),
    unseal: createTokenUnsealer({ privateKeys: config.TOKEN_PRIVATE_KEY, publicKeys: config.TOKEN_PUBLIC_KEY, keys }),
    messenger: createMessenger({ adapter: createConnectorAdapter(config), db, log }),
    httpFor: createAppHttp(config),
    findClient: createOAuthClients({ apps, extraHosts: config.EXTRA_APP_HOSTS, secrets: clientSecrets(config, keys) }),
    readPastSteps: (run) => readPastSteps(temporal, run),
    publicUrl: config.PUBLIC_URL,
    sandbox: config.WORKBOT_SANDBOX,
  }
}

/** A Temporal that isn't there yet is waited for: the runs are safe in Postgres meanwhile. */
async function connect(reached: TemporalConnectionOptions, log: Logger): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect(reached)
    } catch (error) {
      log.warn({ code: 'WB-TEMPORAL-006', err: describeError(error) }, "Temporal isn't answering; trying again in a second.")
      await wait(1_000)
    }
  }
}
