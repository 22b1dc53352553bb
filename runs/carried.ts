// What a run that continues another was given of it: the answers of the steps that were finished, which it takes instead of sending them again.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'

/** `done`: what the step gave. `refused`: the failure that its recipe caught. `open`: it was tried, and has no outcome. */
export type Carried =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly answer: { readonly type: string; readonly detail: string } }
  | { readonly kind: 'open' }

export interface CarriedStep {
  readonly stepKey: string
  readonly isWrite: boolean
  readonly carried: Carried
}

const context = (runId: string, stepKey: string): string[] => ['carried.answer', runId, stepKey]

/** Holds the run's row until `tx` ends. @returns false where it was done before */
export async function lockUncarried(tx: Transaction, runId: string): Promise<boolean> {
  const rows = await tx.query(`select from runs where id = $1 and carried_at is null for no key update`, [runId])
  return rows.length > 0
}

export async function isCarried(tx: Transaction, runId: string): Promise<boolean> {
  return (await tx.query(`select from runs where id = $1 and carried_at is not null`, [runId])).length > 0
}

/** In the transaction that locked the run. */
export async function saveCarried(
  tx: Transaction,
  keys: KeyRing,
  { runId, steps }: { runId: string; steps: readonly CarriedStep[] },
): Promise<void> {
  for (const { stepKey, isWrite, carried } of steps) {
    const sealed = carried.kind === 'open' ? null : keys.seal(JSON.stringify(carried.answer ?? null), context(runId, stepKey))
    await tx.query(`insert into carried (run_id, step_key, kind, is_write, answer_sealed) values ($1, $2, $3, $4, $5)`, [
      ...[runId, stepKey, carried.kind, isWrite, sealed],
    ])
  }
  await tx.query(`update runs set carried_at = now() where id = $1`, [runId])
}

/** Notes that the run has come to this step, and gives what was carried for it; null: the earlier run never came to it. */
export async function takeCarried(
  tx: Transaction,
  keys: KeyRing,
  { runId, stepKey }: { runId: string; stepKey: string },
): Promise<Carried | null> {
  const [row] = await tx.query<Row>(
    `update carried set taken_at = coalesce(taken_at, now()) where run_id = $1 and step_key = $2 returning ${columns}`,
    [runId, stepKey],
  )
  return row ? openRow(keys, runId, row).carried : null
}

/** All of a run's, for one that continues it in turn. */
export async function listCarried(tx: Transaction, keys: KeyRing, runId: string): Promise<readonly CarriedStep[]> {
  const rows = await tx.query<Row>(`select ${columns} from carried where run_id = $1 order by step_key`, [runId])
  return rows.map((row) => openRow(keys, runId, row))
}

/** Whether a write of the earlier run is left that this run hasn't come to. */
export async function isWriteLeft(tx: Transaction, runId: string): Promise<boolean> {
  const rows = await tx.query(`select from carried where run_id = $1 and is_write and kind = 'done' and taken_at is null limit 1`, [runId])
  return rows.length > 0
}

interface Row {
  readonly stepKey: string
  readonly kind: Carried['kind']
  readonly isWrite: boolean
  readonly sealed: string | null
}
const columns = `step_key as "stepKey", kind, is_write as "isWrite", answer_sealed as "sealed"`

function openRow(keys: KeyRing, runId: string, { stepKey, kind, isWrite, sealed }: Row): CarriedStep {
  if (sealed === null) return { stepKey, isWrite, carried: { kind: 'open' } }
  return { stepKey, isWrite, carried: { kind, answer: JSON.parse(keys.open(sealed, context(runId, stepKey))) as unknown } as Carried }
}
