// A Postgres database of its own for a test file: a copy of the migrated template, gone when the file ends.
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { inject } from 'vitest'
import { createDatabase, type Database } from '../../database.js'
import { createLogger } from '../../log.js'
import { addDatabase, asSuperuser } from '../../sandbox/postgres/roles.js'
import { databaseUrl } from './provided.js'

/** A migrated, empty database. */
export interface TestDatabase {
  /** As the programs connect: audit can't be changed or deleted through it. */
  readonly db: Database
  /** `DATABASE_URL` for a program under test. */
  readonly url: string
  /** The owning role's connection string. */
  readonly ownerUrl: string
  /** Ends `db`, fails when somebody else is still connected, and drops the database. Called at the end of the file where the test doesn't. */
  drop(): Promise<void>
}

const open = new Set<TestDatabase>()

/** Copies the template in about 50 ms. Call it at the top of a file, in `beforeAll`, or in a test. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const urls = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await addDatabase(databaseUrl(urls.superuser, 'postgres'), name, 'workbot_template')
  const db = createDatabase(databaseUrl(urls.program, name), { log: createLogger('test', 'silent'), max: 20 })
  const database: TestDatabase = {
    db,
    url: databaseUrl(urls.program, name),
    ownerUrl: databaseUrl(urls.owner, name),
    async drop() {
      if (!open.delete(database)) return
      await db.end()
      const leaked = await connectionsLeft(name)
      await onServer((query) => query(`drop database "${name}" with (force)`))
      if (leaked.length > 0)
        throw new Error(`The test left ${String(leaked.length)} database connections open; last statements: ${leaked.join(' | ')}`)
    },
  }
  open.add(database)
  return database
}

/** Drops what the file's own code left; the setup file calls it last. */
export async function dropTestDatabases(): Promise<void> {
  for (const database of [...open]) await database.drop()
}

/** A closed connection is seen by the server a moment later, so this asks for up to two seconds. */
async function connectionsLeft(database: string): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const rows = await onServer((query) => query('select query from pg_stat_activity where datname = $1', [database]))
    if (rows.length === 0 || tries === 40) return rows.map((row) => String(row.query).replace(/\s+/g, ' ').slice(0, 120))
    await wait(50)
  }
}

type Query = (sql: string, params?: unknown[]) => Promise<Record<string, unknown>[]>

function onServer<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
  return asSuperuser(databaseUrl(inject('postgres').superuser, 'postgres'), (client) =>
    work(async (sql, params) => (await client.query<Record<string, unknown>>(sql, params)).rows),
  )
}
