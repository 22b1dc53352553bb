// Cancels a run from its page: for its caller, or for an operator, whom its receipt then names as who looks after Workbot.
import { recordAudit } from '../../../audit/record.js'
import type { Caller } from '../../../caller.js'
import { lockRequestsOfRun, releaseRequest } from '../../../connections/sign-in-requests.js'
import type { Transaction } from '../../../database.js'
import { withCalled } from '../../../runs/called-runs.js'
import { cancelOpenRun } from '../../../runs/cancel-run.js'
import type { RunInFlight } from '../../../runs/in-flight.js'
import type { SettledWait } from '../../../runs/types.js'

/** @returns the waits whose runs are to be woken once it is committed; null: it went on or ended meanwhile, and nothing was changed */
export async function cancelFromPage(
  tx: Transaction,
  { run, by, isOwn }: { run: RunInFlight; by: Caller; isOwn: boolean },
): Promise<readonly SettledWait[] | null> {
  await lockRequestsOfRun(tx, ...(await withCalled(tx, run.id)))
  const stopped = isOwn ? {} : { stoppedBy: by.aadObjectId }
  const cancelled = await cancelOpenRun(tx, { runId: run.id, caller: run.caller, ...stopped })
  if (cancelled.kind !== 'cancelled') return null
  await recordAudit(tx, { event: 'run.cancelled', caller: by, runId: run.id, detail: isOwn ? {} : { by: by.aadObjectId } })
  for (const requestId of cancelled.signInRequestIds) await releaseRequest(tx, requestId, 'cancelled')
  return cancelled.waits
}
