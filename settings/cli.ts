// `npm run recipes`: shows and changes recipe settings from a shell.
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { ConfigError, readConfig, type Config } from '../config.js'
import { createDatabase, DatabaseUnavailable } from '../database.js'
import { createLogger } from '../log.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { recipesCommand } from './recipes-command.js'

// There while `npm start` runs in this folder.
const sandboxAddresses = new URL('../.workbot/addresses.json', import.meta.url)

const { ok, text } = await run(process.argv.slice(2))
console[ok ? 'log' : 'error'](text)
process.exitCode = ok ? 0 : 1

async function run(args: readonly string[]): Promise<{ ok: boolean; text: string }> {
  let found
  try {
    found = findConfig()
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, text: `${error.message}\nOr start the sandbox first: npm start` }
    throw error
  }
  const { config, from } = found
  const db = createDatabase(config.DATABASE_URL, { log: createLogger('recipes', config.LOG_LEVEL), max: 2 })
  try {
    return await recipesCommand({ db, specs: recipeSpecs, sandbox: config.WORKBOT_SANDBOX, user: userName() }, args)
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    const hint = from === 'sandbox' ? 'Is the sandbox running? Start it with npm start.' : 'Look at DATABASE_URL.'
    return { ok: false, text: `${error.message} ${hint} (${error.code})` }
  } finally {
    await db.end()
  }
}

/** The environment; without DATABASE_URL in it, the sandbox that was started here. */
function findConfig(): { config: Config<'recipes'>; from: 'environment' | 'sandbox' } {
  try {
    return { config: readConfig('recipes'), from: 'environment' }
  } catch (error) {
    const env = readSandboxEnvironment()
    if (!env) throw error
    return { config: readConfig('recipes', env), from: 'sandbox' }
  }
}

function readSandboxEnvironment(): Record<string, string> | undefined {
  try {
    const { databaseUrl } = JSON.parse(readFileSync(sandboxAddresses, 'utf8')) as { readonly databaseUrl: string }
    return { DATABASE_URL: databaseUrl, WORKBOT_SANDBOX: 'true' }
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
