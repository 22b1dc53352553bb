// That the database is a restored backup: everything is paused, and only its own command resumes.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'

/** The moment stays where it was noted before. */
export async function noteRestored(tx: Transaction, by: string): Promise<void> {
  const noted = await tx.query(
    `update deployment set restored_at = now(), paused = true, paused_at = coalesce(paused_at, now()) where restored_at is null returning 1`,
  )
  if (noted.length > 0) await recordAudit(tx, { event: 'setting.changed', detail: { setting: 'restored', from: false, to: true, by } })
}

/** Resumes. @returns whether it was a restored backup */
export async function trustAgain(tx: Transaction, by: string): Promise<boolean> {
  const ended = await tx.query(
    `update deployment set restored_at = null, paused = false, paused_at = null where restored_at is not null returning 1`,
  )
  if (ended.length > 0) await recordAudit(tx, { event: 'setting.changed', detail: { setting: 'restored', from: true, to: false, by } })
  return ended.length > 0
}

/** Since when the database counts as a restored backup; null: it doesn't. */
export async function restoredSince(tx: Transaction): Promise<Date | null> {
  const [row] = await tx.query<{ since: Date | null }>(`select restored_at as since from deployment`)
  return row?.since ?? null
}
