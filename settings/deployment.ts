// The deployment's own switch: while it is paused, no run does anything in an app.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** Whether everything is paused. */
export async function isPaused(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ paused: boolean }>(`select paused from deployment`)
  return row?.paused ?? false
}

/** Null: nothing is paused. */
export async function pausedSince(tx: Transaction): Promise<Date | null> {
  const [row] = await tx.query<{ since: Date | null }>(`select paused_at as since from deployment where paused`)
  return row?.since ?? null
}

/**
 * Pauses or resumes everything; audited in the same transaction. `restored`: a restored backup isn't resumed so.
 * @param by who does it, in words; `caller`: the same person, where it is one
 */
export async function setPaused(
  tx: Transaction,
  { paused, by, caller }: { paused: boolean; by: string; caller?: Caller },
): Promise<'changed' | 'unchanged' | 'restored'> {
  const changed = await tx.query(
    `update deployment set paused = $1, paused_at = case when $1 then now() end where paused <> $1 and ($1 or restored_at is null) returning paused`,
    [paused],
  )
  if (changed.length === 0) {
    const restored = await tx.query(`select from deployment where restored_at is not null and not $1`, [paused])
    return restored.length > 0 ? 'restored' : 'unchanged'
  }
  await recordAudit(tx, {
    event: 'setting.changed',
    ...(caller && { caller }),
    detail: { setting: 'paused', from: !paused, to: paused, by },
  })
  return 'changed'
}
