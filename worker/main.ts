// The worker program: every workflow and activity, and the sweep. No inbound port.
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { NativeConnection, Runtime, type WorkflowBundleOption } from '@temporalio/worker'
import type { ActivityDeps } from '../activities/index.js'
import { apps } from '../apps/index.js'
import { createConnectorAdapter } from '../bot/connector.js'
import { createMessenger } from '../bot/messenger.js'
import { readConfig, type Config } from '../config.js'
import { createOAuthClients } from '../connections/oauth-client.js'
import { createTokenUnsealer } from '../connections/token-sealing.js'
import { createDatabase } from '../database.js'
import { createAppHttp } from '../apps/app-http.js'
import { createKeyRing } from '../keys/key-ring.js'
import { createLogger, describeError, type Logger } from '../log.js'
import { clientSecrets } from '../settings/client-secret.js'
import { seedFromEnvironment } from '../settings/seed-from-environment.js'
import { createTemporal } from '../temporal/client.js'
import { bundleWorkflows } from './bundle-workflows.js'
import { checkKeys } from './check-keys.js'
import { createWorker } from './create-worker.js'
import { startSweep } from './sweep.js'
import { temporalLogger } from './temporal-logger.js'

const config = readConfig('worker')
const log = createLogger('worker', config.LOG_LEVEL)
Runtime.install({ logger: temporalLogger(log), shutdownSignals: [] })

try {
  await run(config, log)
  process.exit(0)
} catch (error) {
  log.fatal({ err: describeError(error) }, 'The worker ends.')
  process.exit(1)
}

async function run(config: Config<'worker'>, log: Logger): Promise<void> {
  const db = createDatabase(config.DATABASE_URL, { log })
  const keys = createKeyRing(config.SHARED_KEYS)
  const temporal = createTemporal({ address: config.TEMPORAL_ADDRESS, namespace: config.TEMPORAL_NAMESPACE, codecKeys: config.CODEC_KEYS })
  const activities: ActivityDeps = {
    db,
    keys,
    log,
    unseal: createTokenUnsealer({ privateKeys: config.TOKEN_PRIVATE_KEY, publicKeys: config.TOKEN_PUBLIC_KEY, keys }),
    messenger: createMessenger({ adapter: createConnectorAdapter(config), db, log }),
    httpFor: createAppHttp(config),
    findClient: createOAuthClients({ apps, extraHosts: config.EXTRA_APP_HOSTS, secrets: clientSecrets(config, keys) }),
    publicUrl: config.PUBLIC_URL,
  }
  await checkKeys(activities)
  await seedFromEnvironment(db, config, { salesforce: apps.salesforce.oauth.scopes })

  const [connection, bundle] = await Promise.all([connect(config, log), findBundle(config)])
  const options = { connection, namespace: config.TEMPORAL_NAMESPACE, codecKeys: config.CODEC_KEYS, bundle, activities }
  const worker = await createWorker(options)
  const sweep = startSweep({ ...activities, client: temporal.client })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { worker.shutdown() })
  log.info('working')

  await worker.run()
  await sweep.stop()
  await Promise.all([connection.close(), temporal.close(), db.end()])
  log.info('stopped')
}

/** A Temporal that isn't there yet is waited for: the runs are safe in Postgres meanwhile. */
async function connect({ TEMPORAL_ADDRESS: address }: Config<'worker'>, log: Logger): Promise<NativeConnection> {
  for (;;) {
    try {
      return await NativeConnection.connect({ address })
    } catch (error) {
      log.warn({ code: 'WB-TEMPORAL-006', err: describeError(error) }, "Temporal isn't answering; trying again in a second.")
      await wait(1_000)
    }
  }
}

async function findBundle({ WORKFLOW_BUNDLE: path }: Config<'worker'>): Promise<WorkflowBundleOption> {
  return path === undefined ? await bundleWorkflows() : { code: await readFile(path, 'utf8') }
}
