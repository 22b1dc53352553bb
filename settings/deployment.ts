// The deployment's own switch: while it is paused, no run does anything in an app.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'

/** Whether everything is paused. */
export async function isPaused(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ paused: boolean }>(`select paused from deployment`)
  return row?.paused ?? false
}

/** Pauses or resumes everything; audited in the same transaction. @param by who does it, in words */
export async function setPaused(tx: Transaction, { paused, by }: { paused: boolean; by: string }): Promise<'changed' | 'unchanged'> {
  const changed = await tx.query(
    `update deployment set paused = $1, paused_at = case when $1 then now() end where paused <> $1 returning paused`,
    [paused],
  )
  if (changed.length === 0) return 'unchanged'
  await recordAudit(tx, { event: 'setting.changed', detail: { setting: 'paused', from: !paused, to: paused, by } })
  return 'changed'
}
