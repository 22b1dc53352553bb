// A transaction that is worth another try: what an app gave once must not be lost to a database that blinks.
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseUnavailable, type Database, type Transaction } from '../database.js'

const TRIES = 4

/** The code is spent, so a database that blinks or a deadlock is waited out, about three seconds in all. */
export async function persistently<Result>(db: Pick<Database, 'transaction'>, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(work)
    } catch (error) {
      const isWorthAnother = error instanceof DatabaseUnavailable || (error as { code?: unknown }).code === '40P01'
      if (!isWorthAnother || tries === TRIES) throw error
      await wait(250 * 2 ** tries)
    }
  }
}
