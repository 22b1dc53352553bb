// `npm run people`: what an operator does about one person. A running worker ends the tokens at their apps.
import type { Config } from '../config.js'
import { createDatabase } from '../database.js'
import { createKeyRing } from '../keys/key-ring.js'
import { createLogger } from '../log.js'
import { ask, printLine, runWithDatabase } from '../operator-shell.js'
import { callerPseudonym } from '../runs/run-id.js'
import { createTemporal } from '../temporal/client.js'
import { temporalConnection } from '../temporal/connection-options.js'
import { deleteExecutions } from '../temporal/delete-executions.js'
import { peopleCommand, type PeopleDeps } from './people-command.js'

await runWithDatabase('people', async ({ config, db, user }) => {
  const keys = config.SHARED_KEYS ? createKeyRing(config.SHARED_KEYS) : null
  const erasing = reachForErasing(config)
  try {
    return await peopleCommand({ db, user, keys, erasing, print: printLine, ask }, process.argv.slice(2))
  } finally {
    await erasing?.close()
  }
})

function reachForErasing(config: Config<'people'>): (NonNullable<PeopleDeps['erasing']> & { close(): Promise<unknown> }) | null {
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace, MIGRATIONS_DATABASE_URL, SHARED_KEYS, LOG_LEVEL } = config
  if (TEMPORAL_ADDRESS === undefined || MIGRATIONS_DATABASE_URL === undefined || SHARED_KEYS === undefined) return null
  const keys = createKeyRing(SHARED_KEYS)
  // Deleting decodes nothing, so it needs no codec key of this deployment.
  const codecKeys = [{ id: 'none', key: new Uint8Array(32) }]
  const temporal = createTemporal({ ...temporalConnection({ ...config, TEMPORAL_ADDRESS }), namespace, codecKeys })
  const owner = createDatabase(MIGRATIONS_DATABASE_URL, { log: createLogger('people', LOG_LEVEL), max: 1 })
  return {
    owner,
    deleteExecutions: (workflowIds, caller) => deleteExecutions(temporal.client, { workflowIds, pseudonym: callerPseudonym(keys, caller) }),
    close: () => Promise.all([owner.end(), temporal.close()]),
  }
}
