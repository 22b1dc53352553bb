// Cancels a run that waits for its caller's sign-in.
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { settleWaitsOfRun } from './settle-waits.js'
import type { SettledWait } from './types.js'

export type Cancellation =
  | { readonly kind: 'cancelled'; readonly waits: readonly SettledWait[]; readonly signInRequestIds: readonly string[] }
  | { readonly kind: 'not_yours'; readonly owner: string }
  | { readonly kind: 'not_waiting' }

/** Sets the outcome of the run's waits; the run ends itself when it is woken. `not_waiting`: it went on or ended meanwhile. */
export async function cancelWaitingRun(tx: Transaction, { runId, caller }: { runId: string; caller: Caller }): Promise<Cancellation> {
  const [run] = await tx.query<Caller & { owner: string }>(
    `select tenant_id as "tenantId", aad_object_id as "aadObjectId", caller ->> 'name' as "owner" from runs where id = $1`,
    [runId],
  )
  if (!run) return { kind: 'not_waiting' }
  if (!isSameCaller(run, caller)) return { kind: 'not_yours', owner: run.owner }
  const waits = await settleWaitsOfRun(tx, { runId, caller, outcome: 'cancelled' })
  if (waits.length === 0) return { kind: 'not_waiting' }
  return { kind: 'cancelled', waits, signInRequestIds: [...new Set(waits.map((wait) => wait.signInRequestId))] }
}
