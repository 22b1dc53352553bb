// Whether a run that has ended may be continued: another run then takes what this one finished, and goes on with the step that failed.
import type { Transaction } from '../database.js'

/** The run that a run continues. */
export interface Continues {
  readonly run: string
  /** It was called, and completed: nothing is left of it to do or to tell. */
  readonly isWhole?: boolean
}

export type Continuable =
  | 'yes'
  | 'open'
  /** `cancelled`: its caller, or somebody who looks after Workbot, wanted it to end. `lost`: nobody knows how far it got. */
  | 'completed'
  | 'cancelled'
  | 'lost'
  /** Another run called it. */
  | 'called'
  /** Its caller decides a list in place, which a run can't be in the middle of again. */
  | 'list'
  /** Another run continues it already. */
  | 'continued'
  /** It was to continue another one itself and never came to it. */
  | 'did_nothing'

interface Row {
  readonly state: string
  readonly isStopped: boolean
  readonly isCalled: boolean
  readonly hasList: boolean
  readonly isContinued: boolean
  readonly didNothing: boolean
}

/** Holds the run's row until `tx` ends, so that of two who continue it the second finds it continued. */
export async function lockContinuable(tx: Transaction, runId: string): Promise<Continuable> {
  await tx.query(`select from runs where id = $1 for no key update`, [runId])
  return findContinuable(tx, runId)
}

export async function findContinuable(tx: Transaction, runId: string): Promise<Continuable> {
  const [row] = await tx.query<Row>(
    `select state, stopped_by is not null as "isStopped", settings -> 'calledBy' is not null as "isCalled",
       exists (select from lists where run_id = run.id) as "hasList",
       settings -> 'continues' is not null and carried_at is null as "didNothing",
       exists (select from runs as later where later.settings -> 'continues' is not null and later.settings -> 'continues' ->> 'run' = run.id
         and (later.ended_at is null or later.carried_at is not null)) as "isContinued"
     from runs as run where id = $1`,
    [runId],
  )
  return row ? judge(row) : 'lost'
}

function judge({ state, isStopped, isCalled, hasList, isContinued, didNothing }: Row): Continuable {
  if (state === 'completed' || state === 'lost') return state
  if (state === 'cancelled' || isStopped) return 'cancelled'
  if (!['failed', 'declined', 'expired'].includes(state)) return 'open'
  if (isCalled) return 'called'
  if (hasList) return 'list'
  if (didNothing) return 'did_nothing'
  return isContinued ? 'continued' : 'yes'
}
