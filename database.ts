// The Postgres pool: time limits, a handler for lost connections, and transactions.
import pg from 'pg'
import { WorkbotError } from './errors.js'
import type { Logger } from './log.js'

/** Runs one statement; rows come back as objects. Row functions take this, so that their callers can compose them into one transaction. */
export interface Transaction {
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>
}

/** A pool. `transaction` commits when `work` resolves and rolls back when it throws. */
export interface Database extends Transaction {
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  end(): Promise<void>
}

/** @param url a Postgres connection string; a unix socket is `postgres://user:pw@/db?host=/folder` */
export function createDatabase(url: string, { log, max = 10 }: { log: Logger; max?: number }): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
  })
  // Without this handler a Postgres that is killed ends our process too.
  pool.on('error', (error) => log.warn({ code: 'WB-DB-001', reason: error.message }, 'A database connection was lost.'))
  return {
    query: (sql, params) => rows(pool, sql, params),
    transaction: (work) => transaction(pool, work),
    end: () => pool.end(),
  }
}

async function transaction<Result>(pool: pg.Pool, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch(unreachable)
  let broken = false
  // Lost between two statements: the pool doesn't listen while a client is out, and the next statement says it.
  const onLost = () => {
    broken = true
  }
  client.on('error', onLost)
  try {
    await rows(client, 'begin')
    const result = await work({ query: (sql, params) => rows(client, sql, params) })
    await rows(client, 'commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(onLost)
    throw error
  } finally {
    client.off('error', onLost)
    client.release(broken)
  }
}

async function rows<Row extends object>(on: pg.Pool | pg.PoolClient, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
  const prepared = params.length > 0 ? { name: nameOf(sql) } : {}
  const result = await on.query<Row>({ ...prepared, text: sql, values: [...params] }).catch(unreachable)
  return result.rows
}

const names = new Map<string, string>()

/**
 * With a name, a statement is parsed and planned once for each connection; most of ours cost more to plan than to run.
 * https://node-postgres.com/features/queries#prepared-statements
 */
function nameOf(sql: string): string {
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = `s${String(names.size)}`
  names.set(sql, name)
  return name
}

/**
 * Codes that say nothing of the statement, only that the server isn't there or has no room: connection exceptions, insufficient
 * resources (too many connections), shutting down, a statement that got no answer in its time (it waits for a lock, or the disk), a transaction
 * that idled too long; and the network's own.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const TROUBLE = /^(08|53|57P|57014|25P03|ECONN|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|EPIPE|ETIMEDOUT)/
/** pg's own errors have no code. */
const TROUBLE_IN_WORDS = /timeout exceeded|Connection terminated|Client has encountered a connection error|not queryable/

/** Connection trouble becomes one error that the edges can put into words; anything else passes. */
function unreachable(error: unknown): never {
  const code = (error as { code?: unknown }).code
  const message = error instanceof Error ? error.message : ''
  if ((typeof code === 'string' && TROUBLE.test(code)) || TROUBLE_IN_WORDS.test(message)) throw new DatabaseUnavailable(error)
  throw error
}

/** Postgres can't be reached, or went away under a statement. Nothing was committed, unless the statement was the commit itself. */
export class DatabaseUnavailable extends WorkbotError {
  constructor(cause: unknown) {
    super('WB-DB-002', "The database isn't answering.", { cause })
  }
}
