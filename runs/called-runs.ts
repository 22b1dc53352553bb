// Runs that a recipe called, as rows: each knows the run and the step that called it, and whoever cancels the one cancels the other.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { RunState } from './types.js'

/** Which run called this one, at which of its steps, and how many calls lie above it. */
export interface CalledBy {
  readonly run: string
  readonly step: string
  readonly depth: number
}

/** The run that a step called, where it was accepted before. A called run is its caller's person's, which is how it is found. */
export async function findCalledRun(
  tx: Transaction,
  { runId, stepKey }: { readonly runId: string; readonly stepKey: string },
): Promise<{ readonly id: string; readonly recipe: string } | null> {
  const [row] = await tx.query<{ id: string; recipe: string }>(
    `select called.id, called.recipe from runs caller join runs called using (tenant_id, aad_object_id)
      where caller.id = $1 and called.settings -> 'calledBy' ->> 'run' = $1 and called.settings -> 'calledBy' ->> 'step' = $2`,
    [runId, stepKey],
  )
  return row ?? null
}

/** The run, the open ones that it called, and those that they called. */
export async function withCalled(tx: Transaction, runId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `with recursive its as (
       select id, tenant_id, aad_object_id from runs where id = $1
       union
       select called.id, called.tenant_id, called.aad_object_id from its join runs called using (tenant_id, aad_object_id)
        where called.ended_at is null and called.settings -> 'calledBy' ->> 'run' = its.id)
     select id from its`,
    [runId],
  )
  return rows.map(({ id }) => id)
}

/** Holds the calling run's row until `tx` ends, so that two tries of one call are one after the other, and a Cancel is seen. */
export async function lockCallingRun(tx: Transaction, runId: string): Promise<{ readonly isCancelAsked: boolean }> {
  const [run] = await tx.query<{ isCancelAsked: boolean }>(
    `select cancel_asked_at is not null or ended_at is not null as "isCancelAsked" from runs where id = $1 for no key update`,
    [runId],
  )
  return { isCancelAsked: run?.isCancelAsked ?? true }
}

/** How a called run ended. `outcome`: what its receipt says; null while it is open. */
export async function findEndOfCalled(
  tx: Transaction,
  keys: KeyRing,
  call: { readonly runId: string; readonly stepKey: string },
): Promise<{ readonly state: RunState; readonly outcome: unknown } | null> {
  const called = await findCalledRun(tx, call)
  if (!called) return null
  const [row] = await tx.query<{ state: RunState; sealed: string | null }>(
    `select state, outcome_sealed as "sealed" from runs where id = $1`,
    [called.id],
  )
  if (!row) return null
  return { state: row.state, outcome: row.sealed === null ? null : JSON.parse(keys.open(row.sealed, ['runs.outcome', called.id])) }
}

/** Writes of the runs that a run called, and of those that they called: so many were done, and of so many nobody knows. */
export async function countCalledEffects(tx: Transaction, runId: string): Promise<{ readonly done: number; readonly unsure: number }> {
  const [counted] = await tx.query<{ done: number; unsure: number }>(
    `with recursive its as (
       select id, tenant_id, aad_object_id from runs where id = $1
       union
       select called.id, called.tenant_id, called.aad_object_id from its join runs called using (tenant_id, aad_object_id)
        where called.settings -> 'calledBy' ->> 'run' = its.id)
     select count(*) filter (where finished_at is not null)::int as done, count(*) filter (where finished_at is null)::int as unsure
       from effects where run_id in (select id from its where id <> $1)`,
    [runId],
  )
  return counted ?? { done: 0, unsure: 0 }
}

/** A run that ends takes with it what it had called and not started yet: nobody else would start it, and nothing of it was done. */
export async function dropUnstartedCalls(tx: Transaction, runId: string): Promise<void> {
  await tx.query(
    `update runs called set state = 'cancelled', ended_at = now(), posted_at = now()
       from runs caller
      where caller.id = $1 and called.tenant_id = caller.tenant_id and called.aad_object_id = caller.aad_object_id
        and called.ended_at is null and called.temporal_run_id is null and called.settings -> 'calledBy' ->> 'run' = $1`,
    [runId],
  )
}
