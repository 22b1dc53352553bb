// A database that is asked again where it gives a query up: on a crowded machine that says nothing of the product.
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseUnavailable, type Database } from '../../../database.js'

const TRIES = 20
const PAUSE_MS = 500

/** For what a test itself looks up, one statement at a time. */
export function patient(db: Database): Database {
  const query: Database['query'] = async (sql, values) => {
    for (let left = TRIES; ; left -= 1) {
      try {
        return await db.query(sql, values)
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable) || left === 1) throw error
      }
      await wait(PAUSE_MS)
    }
  }
  return { ...db, query }
}
