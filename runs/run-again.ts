// Whether an ended run may be started again from what its caller entered: only where nothing was sent to an app.
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { countCalledEffects } from './called-runs.js'
import { findRun } from './find-run.js'
import type { Run } from './types.js'

/** What the nonce of *Run again* and *Discard* is for. */
export const runAgainPurpose = (runId: string): string => `runAgain:${runId}`
/** The trigger of the new run: one for each run that ended, however often and wherever it is pressed. */
export const runAgainTrigger = (runId: string): string => `again:${runId}`

export type RunAgain =
  | { readonly kind: 'yes'; readonly run: Run }
  /** It hasn't ended yet, or something was written, or may have been. */
  | { readonly kind: 'open' | 'touched' | 'unknown' }

/** Of the caller's own run. */
export async function findRunAgain(
  tx: Transaction,
  keys: KeyRing,
  { runId, caller }: { runId: string; caller: Caller },
): Promise<RunAgain> {
  const run = await findRun(tx, keys, runId)
  if (!run || !isSameCaller(run.caller, caller)) return { kind: 'unknown' }
  if (run.endedAt === null) return { kind: 'open' }
  return (await isUntouched(tx, runId)) ? { kind: 'yes', run } : { kind: 'touched' }
}

/** No write of it was ever sent, none of a run that it called, and nobody stopped it from outside. */
export async function isUntouched(tx: Transaction, runId: string): Promise<boolean> {
  const found = await tx.query(
    `select from runs where id = $1 and stopped_by is null and not exists (select from effects where effects.run_id = runs.id)`,
    [runId],
  )
  if (found.length === 0) return false
  const called = await countCalledEffects(tx, runId)
  return called.done + called.unsure === 0
}
