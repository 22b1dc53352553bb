// The end of a run, whoever finds it: its row is closed, then its result is posted. Killed in between, it posts what wasn't posted.
import { lockRequestsOfRun, releaseRequest } from '../connections/sign-in-requests.js'
import { dropUnstartedCalls } from '../runs/called-runs.js'
import { closeRun, findUnpostedEnding, markPosted, type Closed } from '../runs/close-run.js'
import { listWaits } from '../runs/measure-runs.js'
import { noteUntold } from '../runs/untold.js'
import type { Run } from '../runs/types.js'
import { countRunEnded } from '../telemetry/metrics.js'
import { isTracing, tellEndedRun } from '../telemetry/traces.js'
import type { Ending } from '../workflows/activity-types.js'
import type { StepFailure } from '../workflows/failures.js'
import type { ActivityDeps } from './activity-deps.js'
import type { Ended } from './describe-ended.js'
import { postResult } from './post-result.js'

/** @param rowState `lost`: nobody can say how the run ended */
export async function closeAndPost(
  deps: ActivityDeps,
  run: Run,
  ending: Ending,
  rowState: Ending['state'] | 'lost' = ending.state,
): Promise<void> {
  const closed = await close(deps, run.id, ending, rowState)
  if (closed) countRunEnded(run.recipe, rowState)
  await (closed ? post(deps, run, ending, closed) : postEnding(deps, run))
  await traceEnding(deps, run, rowState)
}

/** Once more where the posting was tried again: the same span, then, by its id. */
async function traceEnding({ db }: ActivityDeps, { id, recipe, acceptedAt }: Run, state: string): Promise<void> {
  if (isTracing()) tellEndedRun({ id, recipe, state, acceptedAt, endedAt: new Date(), waits: await listWaits(db, id) })
}

/** Settles the waits of a run that has ended already; its ending stays. */
export async function settleLeftWaits(deps: ActivityDeps, runId: string): Promise<void> {
  await close(deps, runId, { state: 'cancelled', said: [] }, 'cancelled')
}

async function close({ db, keys }: ActivityDeps, runId: string, ending: Ending, state: Ending['state'] | 'lost'): Promise<Closed | null> {
  return db.transaction(async (tx) => {
    await lockRequestsOfRun(tx, runId)
    const { closed, requests } = await closeRun(tx, keys, { runId, state, outcome: ending })
    for (const request of requests) await releaseRequest(tx, request, 'cancelled')
    await dropUnstartedCalls(tx, runId)
    return closed
  })
}

/** Posts how a closed run ended, where that wasn't done. What the row says counts: an earlier ending stays. */
export async function postEnding(deps: ActivityDeps, run: Run): Promise<void> {
  const unposted = await findUnpostedEnding(deps.db, deps.keys, run.id)
  if (unposted) await post(deps, run, unposted.outcome as Ending, unposted)
}

const ownEnds: readonly string[] = ['RunCancelled', 'NoneMeant'] satisfies StepFailure[]

async function post(deps: ActivityDeps, run: Run, ending: Ending, closed: Closed): Promise<void> {
  // A called run that was whole before has told its caller then.
  const isToldBefore = run.settings.continues?.isWhole === true && ending.state === 'completed'
  const told = isToldBefore ? 'told' : await postResult(deps, run, endedAs(ending, closed))
  if (told === 'untold') await noteUntold(deps.db, run.id)
  await markPosted(deps.db, run.id)
}

/** What a message about a closed run says of its end. */
export function endedAs(ending: Ending, { endedAt, stoppedBy }: Closed): Ended {
  // A caller's own Cancel ends a wait, and the step that waited says so, as it does of *None of these*; any other end came from outside.
  const isOwn = ownEnds.includes(ending.failure?.type ?? '')
  const isStopped = ending.state === 'cancelled' && (stoppedBy !== null || !isOwn)
  return { ending, at: endedAt, isStopped }
}
