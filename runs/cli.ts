// `npm run runs`: shows and mends runs from a shell. It needs the database alone; the sweep of a worker does what it leaves owed.
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { ConfigError, readConfig, type Config } from '../config.js'
import { createDatabase, DatabaseUnavailable } from '../database.js'
import { WorkbotError } from '../errors.js'
import { createKeyRing } from '../keys/key-ring.js'
import { createLogger } from '../log.js'
import { runsCommand } from './cli/runs-command.js'

/** There while `npm start` runs in this folder. */
const sandboxFile = (name: string): unknown => JSON.parse(readFileSync(new URL(`../.workbot/${name}.json`, import.meta.url), 'utf8'))

const { ok, text } = await run(process.argv.slice(2))
process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
process.exitCode = ok ? 0 : 1

async function run(args: readonly string[]): Promise<{ ok: boolean; text: string }> {
  let config
  try {
    config = findConfig()
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, text: `${error.message}\nOr start the sandbox first: npm start` }
    throw error
  }
  const db = createDatabase(config.DATABASE_URL, { log: createLogger('runs', config.LOG_LEVEL), max: 2 })
  try {
    return await runsCommand({ db, keys: config.SHARED_KEYS ? createKeyRing(config.SHARED_KEYS) : null, user: userName() }, args)
  } catch (error) {
    if (!(error instanceof WorkbotError)) throw error
    const hint = error instanceof DatabaseUnavailable ? ' Look at DATABASE_URL, or whether the sandbox runs.' : ''
    return { ok: false, text: `${error.message}${hint} (${error.code})` }
  } finally {
    await db.end()
  }
}

/** The environment; without DATABASE_URL in it, the sandbox that was started here. */
function findConfig(): Config<'runs'> {
  try {
    return readConfig('runs')
  } catch (error) {
    const env = readSandboxEnvironment()
    if (!env) throw error
    return readConfig('runs', env)
  }
}

function readSandboxEnvironment(): Record<string, string> | undefined {
  try {
    const { databaseUrl } = sandboxFile('addresses') as { readonly databaseUrl: string }
    const { SHARED_KEYS } = sandboxFile('keys') as { readonly SHARED_KEYS: string }
    return { DATABASE_URL: databaseUrl, SHARED_KEYS }
  } catch {
    return undefined
  }
}

/** A container's user may have no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
