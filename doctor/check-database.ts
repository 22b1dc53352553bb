// Postgres: whether it is there, whether its schema is this version's, and whether the program's role is as weak as it should be.
import { findAuditRights } from '../audit/own-rights.js'
import { createDatabase, DatabaseUnavailable, type Database, type Transaction } from '../database.js'
import { WorkbotError } from '../errors.js'
import type { Logger } from '../log.js'
import { checkSchema } from '../migrations/check-schema.js'
import { pausedSince } from '../settings/deployment.js'
import { failed, ok, warning, type Said } from './finding.js'

const OLDEST = 15

/** `db` is null where the rest can't be asked. The caller ends it. */
export async function openDatabase(url: string, log: Logger): Promise<{ readonly db: Database | null; readonly said: Said }> {
  const db = createDatabase(url, { log, max: 2 })
  try {
    const version = await versionOf(db).catch((error: unknown) => {
      // One that was asleep, or a machine that is busy, has a second chance.
      if (error instanceof DatabaseUnavailable) return versionOf(db)
      throw error
    })
    if (Number.parseInt(version) >= OLDEST) return { db, said: ok(`PostgreSQL ${version} answers at ${placeOf(url)}`) }
    return { db, said: failed(`PostgreSQL ${version} is too old`, `Use ${String(OLDEST)} or newer.`, 'database') }
  } catch (error) {
    await db.end()
    return { db: null, said: refusal(error, placeOf(url)) }
  }
}

async function versionOf(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ server_version: string }>('show server_version')
  return row?.server_version ?? ''
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function refusal(error: unknown, place: string): Said {
  const { code } = error as { code?: unknown }
  if (error instanceof DatabaseUnavailable)
    return failed(`nothing answers at ${place}`, 'Look at host and port in DATABASE_URL, and at the network between.', 'database')
  if (code === '28P01' || code === '28000')
    return failed(`the role of DATABASE_URL isn't let in at ${place}`, 'Look at its name and password (docs/setup.md, step 2).', 'database')
  if (code === '3D000') return failed(`${place} has no such database`, 'Create it (docs/setup.md, step 2).', 'database')
  return failed(`${place} refuses: ${typeof code === 'string' ? code : 'without a code'}`, 'Look at DATABASE_URL.', 'database')
}

/** Host and port, without the user, the password and the rest. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL'
  const { host, searchParams } = new URL(url)
  return host === '' ? (searchParams.get('host') ?? 'DATABASE_URL') : host
}

/** @returns whether the rows can be read, too */
export async function checkDatabase(tx: Transaction): Promise<{ readonly said: readonly Said[]; readonly hasSchema: boolean }> {
  const schema = await schemaOf(tx)
  if (schema.state === 'failed') return { said: [schema], hasSchema: false }
  return { said: [schema, await auditRights(tx), ...(await paused(tx))], hasSchema: true }
}

async function schemaOf(tx: Transaction): Promise<Said> {
  try {
    await checkSchema(tx)
    return ok('the schema is of this version, or newer')
  } catch (error) {
    if (!(error instanceof WorkbotError)) throw error
    return failed(error.message, 'It needs the role that owns the schema: MIGRATIONS_DATABASE_URL (docs/setup.md, step 2).')
  }
}

async function auditRights(tx: Transaction): Promise<Said> {
  const { role, mayChange } = await findAuditRights(tx)
  if (!mayChange) return ok(`${role} can neither change nor delete the audit`)
  const todo = 'Give the programs a role of their own that is a member of workbot_app and owns nothing (docs/setup.md, step 2).'
  return failed(`${role} can change the audit`, todo, 'database')
}

async function paused(tx: Transaction): Promise<Said[]> {
  const since = await pausedSince(tx)
  if (!since) return []
  return [warning(`everything is paused since ${since.toISOString()}`, 'When that is over: npm run recipes -- resume')]
}
