// Moves an open run between running and waiting.
import type { Transaction } from '../database.js'

/** Writes only where the state changes, so that a step of a running run costs no write here. */
export async function setRunState(tx: Transaction, runId: string, state: 'running' | 'waiting_sign_in' | 'waiting_person'): Promise<void> {
  await tx.query(`update runs set state = $2 where id = $1 and ended_at is null and state <> $2`, [runId, state])
}
