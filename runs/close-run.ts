// The end of a run: its row is closed once, its open waits with it, and its receipt is posted at least once.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { oweAskCardsOfRun } from './asks.js'
import type { EndState } from './types.js'

/** When a run ended, and who stopped it, where somebody did. */
export interface Closed {
  readonly endedAt: Date
  readonly stoppedBy: string | null
}

/** Closes the run; an earlier ending stays, and then `closed` is null. `requests`: the sign-in requests that lost a wait by it. */
export async function closeRun(
  tx: Transaction,
  keys: KeyRing,
  { runId, state, outcome }: { runId: string; state: EndState | 'lost'; outcome: unknown },
): Promise<{ readonly closed: Closed | null; readonly requests: readonly string[] }> {
  const [closed] = await tx.query<Closed>(
    `update runs set state = $2, ended_at = now(), outcome_sealed = $3 where id = $1 and ended_at is null
     returning ended_at as "endedAt", stopped_by as "stoppedBy"`,
    [runId, state, keys.seal(JSON.stringify(outcome), ['runs.outcome', runId])],
  )
  const waits = await tx.query<{ id: string | null }>(
    `update waits set outcome = case when kind = 'sign_in' then $2 else 'cancelled' end, outcome_at = now(), signalled_at = now() where run_id = $1 and outcome is null
     returning sign_in_request_id as "id"`,
    [runId, state === 'expired' || state === 'declined' ? state : 'cancelled'],
  )
  await oweAskCardsOfRun(tx, runId)
  return { closed: closed ?? null, requests: [...new Set(waits.flatMap(({ id }) => id ?? []))] }
}

/** Whether the receipt still has to be posted, to which ending. Null: it was. */
export async function findUnpostedEnding(
  tx: Transaction,
  keys: KeyRing,
  runId: string,
): Promise<(Closed & { readonly outcome: unknown }) | null> {
  const [row] = await tx.query<Closed & { sealed: string }>(
    `select ended_at as "endedAt", outcome_sealed as "sealed", stopped_by as "stoppedBy" from runs where id = $1 and ended_at is not null and posted_at is null`,
    [runId],
  )
  return row
    ? { endedAt: row.endedAt, stoppedBy: row.stoppedBy, outcome: JSON.parse(keys.open(row.sealed, ['runs.outcome', runId])) }
    : null
}

/** What an ended run ended with, as its receipt says it; null where it is open, or has none. */
export async function findOutcome(tx: Transaction, keys: KeyRing, runId: string): Promise<unknown> {
  const [row] = await tx.query<{ sealed: string | null }>(`select outcome_sealed as "sealed" from runs where id = $1`, [runId])
  return row?.sealed ? JSON.parse(keys.open(row.sealed, ['runs.outcome', runId])) : null
}

export async function markPosted(tx: Transaction, runId: string): Promise<void> {
  await tx.query(`update runs set posted_at = now() where id = $1 and posted_at is null`, [runId])
}
