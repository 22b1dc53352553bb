// A change of all tables at once, while bot and worker are at them.
import type { Database, Transaction } from '../../database.js'

/** PostgreSQL's `deadlock_detected`. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DEADLOCK = '40P01'
const TRIES = 5

/**
 * Whoever locks every table meets a transaction that holds one of them and waits for another; the server ends one of the two.
 * @param owner of the tables: the programs may not change the audit
 */
export async function changeAll(owner: Database, change: (tx: Transaction) => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await owner.transaction(change)
      return
    } catch (error) {
      if (tries === TRIES || (error as { code?: unknown }).code !== DEADLOCK) throw error
    }
  }
}
