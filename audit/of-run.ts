// What the audit has of one run besides what its rows tell: what it read, and what operators did.
import type { Transaction } from '../database.js'

export interface RunEvent {
  readonly at: Date
  readonly event: string
  /** The Entra object id of who did it; null: a program, or somebody at a shell. */
  readonly person: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

const EVENTS = ['action.performed', 'run.cancelled', 'run.still_wanted', 'run.extended', 'run.card_resent', 'run.inputs_shown']
const AT_MOST = 200

/** The newest 200, oldest first. */
export async function listRunEvents(tx: Transaction, runId: string): Promise<readonly RunEvent[]> {
  const rows = await tx.query<RunEvent>(
    `select at, event, aad_object_id as "person", detail from audit where run_id = $1 and event = any($2) order by at desc, id desc limit $3`,
    [runId, EVENTS, AT_MOST],
  )
  return rows.reverse()
}
