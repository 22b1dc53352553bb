// A decision is a transaction; what is said about it comes after its commit.
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseUnavailable, type Database, type Transaction } from '../database.js'

/** What to say and do once the decision stands. */
export type AfterCommit = () => Promise<void>
export const silence: AfterCommit = () => Promise.resolve()

const PAUSE_MS = 300

/**
 * Decides in one transaction, then acts on it. A connection lost under the commit leaves open whether it counted, so it is tried once
 * more: what did count is then a repetition, and a repetition is silent.
 */
export async function decide(db: Database, decision: (tx: Transaction) => Promise<AfterCommit>): Promise<void> {
  const after = await db.transaction(decision).catch(async (error: unknown) => {
    if (!(error instanceof DatabaseUnavailable)) throw error
    await wait(PAUSE_MS)
    return db.transaction(decision)
  })
  await after()
}
