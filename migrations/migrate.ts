// Brings a database to the newest schema: the numbered SQL files of this folder, each once, in one transaction.
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { readConfigOrExit } from '../config.js'
import { createLogger } from '../log.js'

/**
 * Applies what is missing, and gives the names of what it applied. Two callers at once take turns (an advisory lock).
 * @param url of the role that owns the schema; the role `workbot_app` must exist
 * @throws what Postgres says, with nothing applied
 */
export async function migrate(url: string, log: (line: string) => void = () => undefined): Promise<string[]> {
  const applied = await runner({
    databaseUrl: { connectionString: url, connectionTimeoutMillis: 5_000 },
    dir: fileURLToPath(new URL('.', import.meta.url)),
    ignorePattern: '(?!\\d+_[\\w-]+\\.sql$).*',
    direction: 'up',
    migrationsTable: 'migrations',
    singleTransaction: true,
    advisoryLockMode: 'wait',
    logger: { debug: () => undefined, info: log, warn: log, error: log },
  })
  return applied.map(({ name }) => name)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const config = readConfigOrExit('migrate')
  const log = createLogger('migrate', config.LOG_LEVEL)
  try {
    const applied = await migrate(config.MIGRATIONS_DATABASE_URL, (line) => log.debug(line))
    log.info({ applied }, applied.length > 0 ? 'The schema is up to date now.' : 'The schema was up to date already.')
  } catch (error) {
    log.error({ code: 'WB-DB-003', err: error }, "The schema wasn't changed.")
    process.exitCode = 1
  }
}
