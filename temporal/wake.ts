// Wakes runs whose waits have their outcome. A signal that can't be sent stays owed, and the sweep sends it.
import { WorkflowNotFoundError, type Client } from '@temporalio/client'
import type { Transaction } from '../database.js'
import { describeError, type Logger } from '../log.js'
import { markSignalled } from '../runs/settle-waits.js'
import type { SettledWait } from '../runs/types.js'
import { arrivedFor, inRun } from '../telemetry/traces.js'
import { awaitPerson, awaitUserAuth } from '../workflows/signals.js'
import { withinSeconds } from './client.js'

export interface WakeDeps {
  readonly client: Client
  readonly db: Transaction
  readonly log: Logger
}

/** One sign-in may wake thousands; more than these at once would take the database from everybody else. */
const AT_ONCE = 20

/** Signals each run and notes that it did. Never throws. */
export async function wake(deps: WakeDeps, waits: readonly SettledWait[]): Promise<void> {
  arrivedFor(waits.map(({ runId }) => runId))
  for (let from = 0; from < waits.length; from += AT_ONCE) {
    await Promise.all(waits.slice(from, from + AT_ONCE).map((wait) => wakeOne(deps, wait)))
  }
}

/** Has a run look at its rows again where no wait has ended. Never throws: the sweep does it once more. */
export async function nudge({ client, log }: Omit<WakeDeps, 'db'>, runId: string): Promise<void> {
  try {
    await withinSeconds(client, 3, () => client.workflow.getHandle(runId).signal(awaitPerson)).catch(ignoreEnded)
  } catch (error) {
    log.warn({ code: 'WB-TEMPORAL-005', runId, err: describeError(error) }, 'A run could not be woken yet; the sweep will wake it.')
  }
}

async function wakeOne({ client, db, log }: WakeDeps, { waitId, runId, kind }: SettledWait): Promise<void> {
  try {
    await inRun(runId, 'Wake the run', () =>
      withinSeconds(client, 3, () => client.workflow.getHandle(runId).signal(kind === 'person' ? awaitPerson : awaitUserAuth)).catch(
        ignoreEnded,
      ),
    )
    await markSignalled(db, waitId)
  } catch (error) {
    log.warn({ code: 'WB-TEMPORAL-005', runId, err: describeError(error) }, 'A run could not be woken yet; the sweep will wake it.')
  }
}

/** A run that has ended needs no waking. */
function ignoreEnded(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error
}
