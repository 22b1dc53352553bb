// Results that are their caller's alone and couldn't be told: they wait until a chat with their caller is possible.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { Closed } from './close-run.js'

/** No chat with the run's caller is possible now. */
export async function noteUntold(tx: Transaction, runId: string): Promise<void> {
  await tx.query(`update runs set untold_at = coalesce(untold_at, now()), tell_at = null where id = $1`, [runId])
}

/** The caller can be reached now: what they weren't told is owed. */
export async function oweUntold(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<void> {
  await tx.query(`update runs set tell_at = now() where tenant_id = $1 and aad_object_id = $2 and untold_at is not null`, [
    tenantId,
    aadObjectId,
  ])
}

/** Runs whose results are told now, for the sweep. One that Teams doesn't take is owed again in half a minute. */
export async function claimUntold(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update runs set tell_at = now() + interval '30 s' where id in (
       select id from runs where tell_at <= now() order by tell_at limit 50 for update skip locked) returning id`,
  )
  return rows.map(({ id }) => id)
}

/** How an untold run ended; null: it was told. */
export async function findUntoldEnding(
  tx: Transaction,
  keys: KeyRing,
  runId: string,
): Promise<(Closed & { readonly outcome: unknown }) | null> {
  const [row] = await tx.query<Closed & { sealed: string }>(
    `select ended_at as "endedAt", outcome_sealed as "sealed", stopped_by as "stoppedBy" from runs where id = $1 and untold_at is not null`,
    [runId],
  )
  return row
    ? { endedAt: row.endedAt, stoppedBy: row.stoppedBy, outcome: JSON.parse(keys.open(row.sealed, ['runs.outcome', runId])) }
    : null
}

export async function markTold(tx: Transaction, runId: string): Promise<void> {
  await tx.query(`update runs set untold_at = null, tell_at = null where id = $1`, [runId])
}
