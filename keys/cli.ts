// `npm run keys`: a fresh set of keys for a new deployment, and the life of the keys of one that runs (docs/keys.md).
import type { Config } from '../config.js'
import { runWithDatabase } from '../operator-shell.js'
import { createTemporal } from '../temporal/client.js'
import { temporalConnection } from '../temporal/connection-options.js'
import { countHistories } from '../temporal/count-histories.js'
import { lifeCommand, lifeUsage } from './cli/life-command.js'
import type { Today } from './cli/rotation-steps.js'
import type { NamedKey } from './key-ring.js'
import { keysCommand } from './keys-command.js'

const args = process.argv.slice(2)
await (['status', 'rotate', 'retire', 'client-id'].includes(args[0] ?? '') ? life() : fresh())

async function fresh(): Promise<void> {
  const { ok, text } = await keysCommand(args)
  const more = args[0] === 'help' || args[0] === '--help' ? `\n${lifeUsage}` : ''
  process[ok ? 'stdout' : 'stderr'].write(`${text}${more}\n`)
  process.exitCode = ok ? 0 : 1
}

function life(): Promise<void> {
  return runWithDatabase('keys', async ({ config, db, user }) => {
    const temporal = reachTemporal(config)
    try {
      return await lifeCommand({ deployment: { db, user, countHistories: temporal?.count ?? null }, today: today(config) }, args)
    } finally {
      await temporal?.close()
    }
  })
}

function reachTemporal(config: Config<'keys'>) {
  if (config.TEMPORAL_ADDRESS === undefined) return null
  // Counting decodes nothing, so it needs no codec key of this deployment.
  const codecKeys = [{ id: 'none', key: new Uint8Array(32) }]
  const reached = temporalConnection({ ...config, TEMPORAL_ADDRESS: config.TEMPORAL_ADDRESS })
  const temporal = createTemporal({ ...reached, namespace: config.TEMPORAL_NAMESPACE, codecKeys })
  const count = (until: Date): Promise<number> => countHistories({ client: temporal.client }, until)
  return { count, close: () => temporal.close() }
}

/** The variables as they were given: what `rotate` puts the new key beside. */
function today({ SHARED_KEYS, CODEC_KEYS, BOT_KEYS, TOKEN_PUBLIC_KEY, TOKEN_PRIVATE_KEY }: Config<'keys'>): Today {
  const ring = (keys: readonly NamedKey[]): string => keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}`).join(',')
  return {
    ...(SHARED_KEYS && { SHARED_KEYS: ring(SHARED_KEYS) }),
    ...(CODEC_KEYS && { CODEC_KEYS: ring(CODEC_KEYS) }),
    ...(BOT_KEYS && { BOT_KEYS: ring(BOT_KEYS) }),
    ...(TOKEN_PUBLIC_KEY && { TOKEN_PUBLIC_KEY: JSON.stringify(TOKEN_PUBLIC_KEY) }),
    ...(TOKEN_PRIVATE_KEY && { TOKEN_PRIVATE_KEY: JSON.stringify(TOKEN_PRIVATE_KEY) }),
  }
}
