// Writes that were tried and aren't known to be done: what was noted before them, their next try, and that nobody can tell.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'

export interface EffectOf {
  readonly runId: string
  readonly stepKey: string
}

/** Keeps what the action read before its first try. Committed before that try is sent. */
export async function noteForEffect(tx: Transaction, keys: KeyRing, { runId, stepKey }: EffectOf, note: unknown): Promise<void> {
  const sealed = keys.seal(JSON.stringify(note), context({ runId, stepKey }))
  await tx.query(`update effects set noted_sealed = $3 where run_id = $1 and step_key = $2 and finished_at is null`, [
    runId,
    stepKey,
    sealed,
  ])
}

export function openNote(keys: KeyRing, effect: EffectOf, sealed: string): unknown {
  return JSON.parse(keys.open(sealed, context(effect))) as unknown
}

/** It surely wasn't done so far, and is about to be sent again, by the same key and note. */
export async function tryEffectAgain(tx: Transaction, { runId, stepKey }: EffectOf): Promise<void> {
  await tx.query(`update effects set tried_at = now(), unknown_at = null where run_id = $1 and step_key = $2 and finished_at is null`, [
    runId,
    stepKey,
  ])
}

/**
 * Its caller chose *Try again*: it may be sent once more, as whoever acts now. Of two who ask one gets leave; a note of before is void.
 * @returns whether there was leave to take
 */
export async function takeLeave(
  tx: Transaction,
  { runId, stepKey, appAccount, accountKey }: EffectOf & { readonly appAccount: string; readonly accountKey: string },
): Promise<boolean> {
  const taken = await tx.query(
    `update effects set tried_at = now(), unknown_at = null, noted_sealed = null, app_account = $3, app_account_key = $4
     where run_id = $1 and step_key = $2 and finished_at is null and unknown_at is not null returning step_key`,
    [runId, stepKey, appAccount, accountKey],
  )
  return taken.length > 0
}

/** The try that leave was given for surely did nothing: the leave is there again. @param unknownAt from before it was taken */
export async function giveLeaveBack(tx: Transaction, { runId, stepKey }: EffectOf, unknownAt: Date): Promise<void> {
  await tx.query(`update effects set unknown_at = $3 where run_id = $1 and step_key = $2 and finished_at is null and unknown_at is null`, [
    runId,
    stepKey,
    unknownAt,
  ])
}

/** Whether it was done can't be told. What its caller chose before doesn't count any more. */
export async function markUnknown(tx: Transaction, { runId, stepKey }: EffectOf): Promise<void> {
  await tx.query(`update effects set unknown_at = now() where run_id = $1 and step_key = $2 and finished_at is null`, [runId, stepKey])
}

/** Locks the row. Null: it is finished, was dropped, or is no longer of unknown outcome. */
export async function lockUnknownEffect(tx: Transaction, { runId, stepKey }: EffectOf): Promise<{ readonly unknownAt: Date } | null> {
  const [row] = await tx.query<{ unknownAt: Date | null }>(
    `select unknown_at as "unknownAt" from effects where run_id = $1 and step_key = $2 and finished_at is null for update`,
    [runId, stepKey],
  )
  return row?.unknownAt ? { unknownAt: row.unknownAt } : null
}

const context = ({ runId, stepKey }: EffectOf) => ['effects.noted', runId, stepKey]

/** As whom a write was sent; null where there is no such row. */
export async function findEffectAccount(tx: Transaction, { runId, stepKey }: EffectOf): Promise<string | null> {
  const [row] = await tx.query<{ account: string }>(`select app_account as "account" from effects where run_id = $1 and step_key = $2`, [
    runId,
    stepKey,
  ])
  return row?.account ?? null
}
