// What the sweep still owes: runs to start and signals to send. Claiming pushes the next try back, so nothing is held while it is done.
import type { Transaction } from '../database.js'
import type { SettledWait } from './types.js'

const BATCH = 50

/** Accepted runs that have no workflow yet. The bot gets a head start of 5 s; a called run is started by the one that called it. */
export async function claimRunsToStart(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update runs set start_attempts = start_attempts + 1, next_attempt_at = now() + least(interval '60 s', interval '2 s' * 2 ^ least(start_attempts, 6))
     where id in (
       select id from runs where state = 'accepted' and temporal_run_id is null and next_attempt_at <= now() and accepted_at < now() - interval '5 s'
         and settings -> 'calledBy' is null
       order by next_attempt_at limit ${String(BATCH)} for update skip locked)
     returning id`,
  )
  return rows.map(({ id }) => id)
}

/** The run has a workflow. An activity may have recorded it before us. */
export async function markStarted(tx: Transaction, runId: string, temporalRunId: string): Promise<void> {
  await tx.query(
    `update runs set temporal_run_id = $2, state = case when state = 'accepted' then 'running' else state end where id = $1 and temporal_run_id is null`,
    [runId, temporalRunId],
  )
}

/** Waits with an outcome whose runs haven't been woken. Who set the outcome gets a head start of 1 s. */
export async function claimSignalsOwed(tx: Transaction): Promise<SettledWait[]> {
  return tx.query<SettledWait>(
    `update waits set signal_attempts = signal_attempts + 1, next_signal_at = now() + least(interval '60 s', interval '2 s' * 2 ^ least(signal_attempts, 6))
     where id in (
       select id from waits where outcome is not null and signalled_at is null and next_signal_at <= now() and outcome_at < now() - interval '1 s'
       order by next_signal_at limit ${String(BATCH)} for update skip locked)
     returning id as "waitId", run_id as "runId", kind`,
  )
}
