// The bot program, put together from its configuration: Teams' messages and the browser pages on one port.
import { apps } from '../apps/index.js'
import type { Config } from '../config.js'
import { createOAuthClients } from '../connections/oauth-client.js'
import { createTokenSealer } from '../connections/token-sealing.js'
import { createDatabase } from '../database.js'
import { createKeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import type { Logger } from '../log.js'
import { checkSchema } from '../migrations/check-schema.js'
import { checkRunKeys } from '../runs/check-run-keys.js'
import { clientSecrets } from '../settings/client-secret.js'
import { presentKeys } from '../settings/present-keys.js'
import { rolesOf } from '../settings/roles.js'
import { seedFromEnvironment } from '../settings/seed-from-environment.js'
import { startTelemetry } from '../telemetry/start-telemetry.js'
import { createTemporal } from '../temporal/client.js'
import { createCodec } from '../temporal/codec.js'
import { temporalConnection } from '../temporal/connection-options.js'
import { wake } from '../temporal/wake.js'
import { createEntraClient, createWeb, type CodecDeps } from '../web/index.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { createBotServer } from './create-bot-server.js'

export interface ComposedBot {
  /** Resolves once requests are taken. */
  listen(): Promise<{ readonly url: string; readonly port: number }>
  /** Takes no new requests, gives those under way ten seconds, and ends the connections to Postgres and Temporal. */
  close(): Promise<void>
}

/** @throws where a key is wrong or missing, or the database isn't there or older than the code */
export async function composeBot(config: Config<'bot'>, log: Logger, { taskQueue }: { taskQueue?: string } = {}): Promise<ComposedBot> {
  const db = createDatabase(config.DATABASE_URL, { log })
  const keys = createKeyRing(config.SHARED_KEYS)
  await checkSchema(db)
  await checkRunKeys(db, keys)
  const presence = await presentKeys({ db, log }, { ...config, program: 'bot' })
  await seedFromEnvironment({ tx: db, log }, config, apps)

  const telemetry = await startTelemetry({ program: 'bot', config, log })
  const temporal = createTemporal({ ...temporalConnection(config), namespace: config.TEMPORAL_NAMESPACE, codecKeys: config.CODEC_KEYS })
  const closing = new AbortController()
  const web = createWeb({
    ...{ db, log, keys, apps, publicUrl: config.PUBLIC_URL },
    botKeys: createKeyRing(config.BOT_KEYS),
    seal: createTokenSealer({ publicKeys: config.TOKEN_PUBLIC_KEY, keys }),
    findClient: createOAuthClients({ apps, extraHosts: config.EXTRA_APP_HOSTS, secrets: clientSecrets(config, keys) }),
    extraHosts: config.EXTRA_APP_HOSTS,
    entra: createEntraClient(entraSettings(config)),
    wake: (waits) => wake({ client: temporal.client, db, log }, waits),
    codec: codecForUi(config),
    site: {
      ...{ specs: recipeSpecs, sandbox: config.WORKBOT_SANDBOX, closing: closing.signal },
      rolesOf: (person) => rolesOf(config, person),
      temporalUi: config.TEMPORAL_UI_URL === undefined ? null : { url: config.TEMPORAL_UI_URL, namespace: config.TEMPORAL_NAMESPACE },
    },
    // In the sandbox everybody comes from this machine.
    ...(config.WORKBOT_SANDBOX && { requestsPerMinute: 600 }),
  })
  const queue = taskQueue === undefined ? {} : { taskQueue }
  const server = createBotServer({ config, db, keys, log, web, temporal: temporal.client, specs: recipeSpecs, ...queue })

  return {
    listen: () => server.listen(config.HOST, config.PORT),
    async close() {
      closing.abort()
      await server.close()
      await presence.stop()
      // A run may still be being woken, which is noted in the database.
      await temporal.close()
      await Promise.all([telemetry.close(), db.end()])
    },
  }
}

function entraSettings(config: Config<'bot'>) {
  return {
    sandbox: config.WORKBOT_SANDBOX,
    authority: config.ENTRA_AUTHORITY ?? `https://login.microsoftonline.com/${config.TENANT_ID}/v2.0`,
    clientId: config.ENTRA_CLIENT_ID,
    clientSecret: new Secret(config.ENTRA_CLIENT_SECRET),
    extraHosts: config.EXTRA_APP_HOSTS,
  }
}

/** The codec shows every run's data: to this machine in the sandbox, elsewhere to operators, and to nobody where none is named. */
function codecForUi({ WORKBOT_SANDBOX, TEMPORAL_UI_URL, CODEC_KEYS, ...people }: Config<'bot'>): CodecDeps | undefined {
  if (TEMPORAL_UI_URL === undefined || (!WORKBOT_SANDBOX && people.OPERATORS.length === 0)) return undefined
  const audience: CodecDeps['audience'] = WORKBOT_SANDBOX
    ? { kind: 'this machine' }
    : { kind: 'operators', isOperator: (person) => rolesOf(people, person).includes('operator') }
  return { payloads: createCodec(CODEC_KEYS), temporalUiUrl: TEMPORAL_UI_URL, audience }
}
