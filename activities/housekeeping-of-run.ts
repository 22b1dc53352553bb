// One open run, held against what Temporal knows of it: closed, marked stuck, or let go on. The caller is told once.
import { findRun } from '../runs/find-run.js'
import { isWriteUnderWay, markStuck, unmarkStuck, type OpenRun } from '../runs/open-runs.js'
import type { Run } from '../runs/types.js'
import type { ExecutionState } from '../temporal/find-execution.js'
import { runIsStuck } from '../text/notes.js'
import { recipeTitle } from '../text/recipe-title.js'
import type { Ending } from '../workflows/activity-types.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { closeAndPost } from './close-and-post.js'

/** Temporal tries a failing task again after 1, 2, 4, ... seconds: so many in a row aren't a restart. */
const STUCK_AFTER_TASKS = 5

const lost: Ending = { state: 'failed', said: [], failure: { type: 'Lost', detail: '' } }

export async function reconcileRun(deps: ActivityDeps, row: OpenRun, execution: ExecutionState | undefined): Promise<void> {
  switch (execution?.kind) {
    case 'open':
      await setStuck(deps, row, execution.failedTasks >= STUCK_AFTER_TASKS)
      return
    case 'ended':
      await close(deps, row, execution.how)
      return
    case 'missing':
      // Without a recorded execution it was never started: the sweep does.
      if (row.temporalRunId !== null) await close(deps, row, 'lost')
      return
    case undefined:
  }
}

async function close(deps: ActivityDeps, { id }: OpenRun, how: 'stopped' | 'failed' | 'completed' | 'lost'): Promise<void> {
  const run = await findRun(deps.db, deps.keys, id)
  // Closed by its own finish between the look at the row and the look at Temporal; or an activity is still at its last write.
  if (!run || run.endedAt !== null || (await isWriteUnderWay(deps.db, id))) return
  deps.log.warn({ code: 'WB-HOUSE-003', runId: id, how }, 'A run whose row was open is over in Temporal; its row is closed.')
  if (how === 'stopped') return closeAndPost(deps, run, { state: 'cancelled', said: [] })
  if (how === 'failed') return closeAndPost(deps, run, { state: 'failed', said: [], failure: { type: 'Unexpected', detail: '' } })
  // A run that completed has closed its row itself; where the row doesn't know, it is from a backup.
  await closeAndPost(deps, run, lost, 'lost')
}

async function setStuck(deps: ActivityDeps, { id, state }: OpenRun, isStuck: boolean): Promise<void> {
  if (isStuck === (state === 'stuck')) return
  if (!isStuck) {
    await unmarkStuck(deps.db, id)
    deps.log.info({ code: 'WB-HOUSE-005', runId: id }, 'A run that was stuck goes on.')
    return
  }
  const run = await findRun(deps.db, deps.keys, id)
  if (!run) return
  deps.log.error(
    { code: 'WB-HOUSE-004', runId: id },
    "A run is stuck: its code fails each time it is executed; its workflow's history says why.",
  )
  await tellStuck(deps, run)
  await markStuck(deps.db, id)
}

async function tellStuck({ messenger }: ActivityDeps, { caller, profile, conversationId, recipe }: Run): Promise<void> {
  const chat = await messenger.openPersonal({ ...caller, ...profile }, conversationId)
  if (chat.kind === 'unreachable') return
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  await messenger.post(chat.conversationId, runIsStuck({ title: spec ? recipeTitle(spec) : recipe }))
}
