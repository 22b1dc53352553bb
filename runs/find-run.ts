// Reads runs.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { openParams } from './sealed-params.js'
import type { Run } from './types.js'

type RunRow = Omit<Run, 'params' | 'caller'> & { readonly paramsSealed: string; readonly tenantId: string; readonly aadObjectId: string }

const columns = `id, recipe, tenant_id as "tenantId", aad_object_id as "aadObjectId", caller as "profile",
  conversation_id as "conversationId", params_sealed as "paramsSealed", settings, state,
  temporal_run_id as "temporalRunId", accepted_at as "acceptedAt", ended_at as "endedAt", cancel_asked_at as "cancelAskedAt"`

/** The run, or null. */
export async function findRun(tx: Transaction, keys: KeyRing, id: string): Promise<Run | null> {
  const [row] = await tx.query<RunRow>(`select ${columns} from runs where id = $1`, [id])
  return row ? toRun(keys, row) : null
}

/** What an activity says of the execution it is part of; from Temporal's context, never from its input. */
export interface Execution {
  readonly workflowId: string
  readonly temporalRunId: string
  readonly workflowType: string
}

/**
 * The open run that this execution is, or null. The first execution to ask is recorded; any other is refused for good,
 * so a workflow started by hand under a run's id, or one that only names it, can do nothing.
 */
export async function claimRun(
  tx: Transaction,
  keys: KeyRing,
  { workflowId, temporalRunId, workflowType }: Execution,
): Promise<Run | null> {
  const [found] = await tx.query<RunRow>(`select ${columns} from runs where id = $1 and recipe = $2 and ended_at is null`, [
    workflowId,
    workflowType,
  ])
  if (found && found.temporalRunId === temporalRunId) return toRun(keys, found)
  if (!found || found.temporalRunId !== null) return null
  const [claimed] = await tx.query<RunRow>(
    `update runs set temporal_run_id = $2, state = 'running' where id = $1 and temporal_run_id is null and ended_at is null returning ${columns}`,
    [workflowId, temporalRunId],
  )
  // Lost to the bot or the sweep, which record the same execution; or to another one.
  return claimed ? toRun(keys, claimed) : claimRun(tx, keys, { workflowId, temporalRunId, workflowType })
}

/** The run that this execution is recorded for, open or ended; or null. */
export async function findOwnRun(
  tx: Transaction,
  keys: KeyRing,
  { workflowId, temporalRunId, workflowType }: Execution,
): Promise<Run | null> {
  const [row] = await tx.query<RunRow>(`select ${columns} from runs where id = $1 and temporal_run_id = $2 and recipe = $3`, [
    workflowId,
    temporalRunId,
    workflowType,
  ])
  return row ? toRun(keys, row) : null
}

function toRun(keys: KeyRing, { paramsSealed, tenantId, aadObjectId, ...row }: RunRow): Run {
  return { ...row, caller: { tenantId, aadObjectId }, params: openParams(keys, row.id, paramsSealed) }
}
