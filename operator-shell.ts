// What an operator's commands share: where they find their environment, who types, and how they end.
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { ConfigError, inheritedEnvironment, readConfig, type Config } from './config.js'
import { createDatabase, DatabaseUnavailable, type Database } from './database.js'
import { WorkbotError } from './errors.js'
import { createLogger } from './log.js'

/** What a command says. `ok` false: it ends with 1, and `text` says why. */
export interface Said {
  readonly ok: boolean
  readonly text: string
}

/** The variable that says which deployment a command is for. Where it isn't set, the sandbox that runs in this folder is meant. */
const anchors = {
  recipes: 'DATABASE_URL',
  runs: 'DATABASE_URL',
  keys: 'DATABASE_URL',
  audit: 'DATABASE_URL',
  versions: 'TEMPORAL_ADDRESS',
  people: 'DATABASE_URL',
  incident: 'DATABASE_URL',
} as const
type Command = keyof typeof anchors
type WithDatabase = Exclude<Command, 'versions' | 'audit'>

/**
 * The environment's configuration, or the sandbox's. An environment that names a deployment and has something else wrong is an error:
 * falling back would show and change the sandbox in place of the deployment.
 * @throws ConfigError, naming what is missing
 */
export function findConfig<Name extends Command>(
  command: Name,
): { readonly config: Config<Name>; readonly from: 'environment' | 'sandbox' } {
  const env = inheritedEnvironment()
  const sandbox = env[anchors[command]] ? undefined : readSandbox()
  if (!sandbox) return { config: readConfig(command), from: 'environment' }
  return { config: readConfig(command, { ...sandbox, LOG_LEVEL: env.LOG_LEVEL, SHELL_USER: env.SHELL_USER }), from: 'sandbox' }
}

/** Runs a command that needs the database and prints what it says; every refusal is a sentence. */
export async function runWithDatabase<Name extends WithDatabase>(
  command: Name,
  work: (given: { readonly config: Config<Name>; readonly db: Database; readonly user: string }) => Promise<Said>,
): Promise<void> {
  const { ok, text } = await attempt(command, work).catch(explainConfig)
  process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = ok ? 0 : 1
}

async function attempt<Name extends WithDatabase>(command: Name, work: Parameters<typeof runWithDatabase<Name>>[1]): Promise<Said> {
  const { config, from } = findConfig(command)
  const { DATABASE_URL, LOG_LEVEL, SHELL_USER } = config as Config<WithDatabase>
  const db = createDatabase(DATABASE_URL, { log: createLogger(command, LOG_LEVEL), max: 2 })
  try {
    return await work({ config, db, user: shellUser(SHELL_USER) })
  } catch (error) {
    if (!(error instanceof WorkbotError)) throw error
    return { ok: false, text: explainError(error, from) }
  } finally {
    await db.end()
  }
}

/** What to print of an error that is a sentence already. */
export function explainError(error: WorkbotError, from: 'environment' | 'sandbox'): string {
  const where = from === 'sandbox' ? ' Is the sandbox running? Start it with npm start.' : ' Look at DATABASE_URL.'
  return `${error.message}${error instanceof DatabaseUnavailable ? where : ''} (${error.code})`
}

/** For what takes minutes, while it does. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** What was typed after the question; an empty string where nobody types. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const closed = once(terminal, 'close').then(() => '')
    return (await Promise.race([terminal.question(question), closed])).trim()
  } finally {
    terminal.close()
  }
}

/** What to print where the environment is wrong; anything else is thrown on. */
export function explainConfig(error: unknown): Said {
  if (!(error instanceof ConfigError)) throw error
  return { ok: false, text: `${error.message} (${error.code})\nOr start the sandbox first: npm start` }
}

/** For the audit. @param given SHELL_USER: in a container there is one user for all */
function shellUser(given: string | undefined): string {
  if (given !== undefined) return given
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}

/** There while `npm start` runs in this folder. */
function readSandbox(): NodeJS.ProcessEnv | undefined {
  const read = (name: string): unknown => JSON.parse(readFileSync(`.workbot/${name}.json`, 'utf8'))
  try {
    const { databaseUrl, ownerDatabaseUrl, temporal } = read('addresses') as Readonly<
      Record<'databaseUrl' | 'ownerDatabaseUrl' | 'temporal', string>
    >
    const { SHARED_KEYS, CODEC_KEYS } = read('keys') as { readonly SHARED_KEYS: string; readonly CODEC_KEYS: string }
    const databases = { DATABASE_URL: databaseUrl, MIGRATIONS_DATABASE_URL: ownerDatabaseUrl }
    return { WORKBOT_SANDBOX: 'true', ...databases, TEMPORAL_ADDRESS: temporal, SHARED_KEYS, CODEC_KEYS }
  } catch {
    return undefined
  }
}
