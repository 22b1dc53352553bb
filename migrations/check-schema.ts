// Whether a database has every migration that this version of the programs knows.
import { readdir } from 'node:fs/promises'
import type { Transaction } from '../database.js'
import { WorkbotError } from '../errors.js'

/** Undefined table: nothing was ever migrated; insufficient privilege: the migration that lets us look isn't there yet. */
const NOT_THERE_YET = ['42P01', '42501']

/**
 * For the start of bot and worker. A schema that is newer than the code is fine: migrations only add to what the version before uses.
 * @throws WorkbotError WB-DB-004: the schema is older than the code
 */
export async function checkSchema(tx: Transaction): Promise<void> {
  const [known, applied] = await Promise.all([knownMigrations(), appliedMigrations(tx)])
  const missing = known.filter((name) => !applied.includes(name))
  if (missing.length === 0) return
  throw new WorkbotError(
    'WB-DB-004',
    `The database's schema is older than this version of Workbot: ${missing.join(', ')} ${missing.length === 1 ? "isn't" : "aren't"} applied. Run npm run migrate first, then start again.`,
  )
}

/** As node-pg-migrate records them: the files' names without `.sql`, in order. */
async function knownMigrations(): Promise<string[]> {
  const files = await readdir(new URL('.', import.meta.url))
  return files
    .filter((file) => /^\d+_[\w-]+\.sql$/.test(file))
    .map((file) => file.replace(/\.sql$/, ''))
    .sort()
}

async function appliedMigrations(tx: Transaction): Promise<string[]> {
  try {
    return (await tx.query<{ name: string }>(`select name from migrations`)).map(({ name }) => name)
  } catch (error) {
    if (NOT_THERE_YET.includes(String((error as { code?: unknown }).code))) return []
    throw error
  }
}
