// Runs under way: what housekeeping reads of them, in bounded batches, the one state that it gives and takes, and how many a recipe has.
import type { Transaction } from '../database.js'
import type { RunState } from './types.js'

export interface OpenRun {
  readonly id: string
  readonly state: RunState
  /** Null: accepted, and not known to have been started. */
  readonly temporalRunId: string | null
  /** As Postgres writes it, to the microsecond: where the next batch begins. */
  readonly acceptedAt: string
}

/** Where a batch ended. */
export type OpenRunCursor = Pick<OpenRun, 'acceptedAt' | 'id'>

/** Open runs, oldest first. The youngest are left out: whoever accepted them is still at it. */
export async function listOpenRuns(
  tx: Transaction,
  { after, limit }: { after: OpenRunCursor | null; limit: number },
): Promise<readonly OpenRun[]> {
  return tx.query<OpenRun>(
    `select id, state, temporal_run_id as "temporalRunId", accepted_at::text as "acceptedAt" from runs
     where ended_at is null and accepted_at < now() - interval '30 s' and ($1::timestamptz is null or (accepted_at, id) > ($1::timestamptz, $2))
     order by accepted_at, id limit $3`,
    [after?.acceptedAt ?? null, after?.id ?? '', limit],
  )
}

/** So long an ending that never reached Teams is tried to be posted. */
export const POSTED_WITHIN = '7 days'

/** Runs that ended in the last week and whose ending has not reached Teams. The youngest are their own `finish`'s to post. */
export async function listUnposted(tx: Transaction, limit: number): Promise<readonly { id: string; temporalRunId: string | null }[]> {
  return tx.query(
    `select id, temporal_run_id as "temporalRunId" from runs
     where ended_at is not null and posted_at is null and ended_at between now() - interval '${POSTED_WITHIN}' and now() - interval '1 minute'
     order by ended_at limit $1`,
    [limit],
  )
}

/** Runs that ended while an activity of theirs was opening a wait. */
export async function listEndedThatWait(tx: Transaction, limit: number): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct runs.id from waits join runs on runs.id = waits.run_id where waits.outcome is null and runs.ended_at is not null limit $1`,
    [limit],
  )
  return rows.map(({ id }) => id)
}

/** Whether an activity of the run may be in the middle of a write: none lasts longer than 20 s. */
export async function isWriteUnderWay(tx: Transaction, runId: string): Promise<boolean> {
  const writes = await tx.query(`select from effects where run_id = $1 and finished_at is null and started_at > now() - interval '30 s'`, [
    runId,
  ])
  return writes.length > 0
}

/** The run's code fails each time it is executed. */
export async function markStuck(tx: Transaction, runId: string): Promise<void> {
  await tx.query(`update runs set state = 'stuck' where id = $1 and ended_at is null`, [runId])
}

/** It goes on again, or waits as before. */
export async function unmarkStuck(tx: Transaction, runId: string): Promise<void> {
  await tx.query(
    `update runs set state = coalesce((select case kind when 'person' then 'waiting_person' else 'waiting_sign_in' end from waits where run_id = $1 and outcome is null limit 1), 'running')
     where id = $1 and state = 'stuck'`,
    [runId],
  )
}

/** How many runs of a recipe are under way. */
export async function countOpenRuns(tx: Transaction, recipe: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from runs where recipe = $1 and ended_at is null`, [
    recipe,
  ])
  return row?.count ?? 0
}
