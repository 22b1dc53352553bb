// Cancels a run for its caller: its waits end, and no further step begins. A write under way is finished, so that its receipt knows of it.
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { withCalled } from './called-runs.js'
import { declineAsSigner, settleWaitsOfRuns } from './settle-waits.js'
import type { SettledWait } from './types.js'

export type Cancellation =
  /** `waits`: those that it ended; none where the run was working. It ends itself when it is woken, or at its next step. */
  | { readonly kind: 'cancelled'; readonly waits: readonly SettledWait[]; readonly signInRequestIds: readonly string[] }
  | { readonly kind: 'not_yours'; readonly owner: string }
  /** It went on or ended meanwhile. */
  | { readonly kind: 'not_waiting' }

interface RunOf {
  readonly runId: string
  readonly caller: Caller
}

/** Cancel on a card that asks for a sign-in: a run that has gone on is left alone. A signer's Cancel declines their own sign-in. */
export async function cancelWaitingRun(tx: Transaction, run: RunOf): Promise<Cancellation> {
  const refused = await refuseOthers(tx, run)
  if (refused?.kind === 'not_yours') return ended(await declineAsSigner(tx, run)) ?? refused
  return refused ?? settle(tx, run, [run.runId])
}

/**
 * Cancel on the list of one's runs: also one that works, and with it those that it called. Lock the requests that it waits for first. The row is marked before the waits are
 * looked at, so that a wait that is being opened finds the mark (`isCancelAsked`). `stoppedBy`: who does it, where that isn't its caller.
 */
export async function cancelOpenRun(tx: Transaction, run: RunOf & { readonly stoppedBy?: string }): Promise<Cancellation> {
  const refused = await refuseOthers(tx, run)
  if (refused) return refused
  const marked = await tx.query(
    `update runs set cancel_asked_at = now(), stopped_by = $2 where id = $1 and ended_at is null and cancel_asked_at is null returning id`,
    [run.runId, run.stoppedBy ?? null],
  )
  if (marked.length === 0) return { kind: 'not_waiting' }
  // From here on it calls no further one.
  const all = await withCalled(tx, run.runId)
  await tx.query(`update runs set cancel_asked_at = now() where id = any($1) and ended_at is null and cancel_asked_at is null`, [all])
  const settled = await settle(tx, run, all)
  return settled.kind === 'cancelled' ? settled : { kind: 'cancelled', waits: [], signInRequestIds: [] }
}

/** Whether its caller asked for the run's end, also in a transaction that is about to be committed. */
export async function isCancelAsked(tx: Transaction, runId: string): Promise<boolean> {
  const [run] = await tx.query<{ asked: boolean }>(`select cancel_asked_at is not null as asked from runs where id = $1 for share`, [runId])
  return run?.asked ?? false
}

async function refuseOthers(tx: Transaction, { runId, caller }: RunOf): Promise<Cancellation | null> {
  const [run] = await tx.query<Caller & { owner: string }>(
    `select tenant_id as "tenantId", aad_object_id as "aadObjectId", caller ->> 'name' as "owner" from runs where id = $1`,
    [runId],
  )
  if (!run) return { kind: 'not_waiting' }
  return isSameCaller(run, caller) ? null : { kind: 'not_yours', owner: run.owner }
}

async function settle(tx: Transaction, { caller }: RunOf, runIds: readonly string[]): Promise<Cancellation> {
  const waits = await settleWaitsOfRuns(tx, { runIds, caller, outcome: 'cancelled' })
  return ended(waits) ?? { kind: 'not_waiting' }
}

function ended(waits: Awaited<ReturnType<typeof settleWaitsOfRuns>>): Cancellation | null {
  if (waits.length === 0) return null
  return { kind: 'cancelled', waits, signInRequestIds: [...new Set(waits.flatMap((wait) => wait.signInRequestId ?? []))] }
}
