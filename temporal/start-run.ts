// Starts the workflow of an accepted run. The row came first, so what fails here is only owed.
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client'
import { TypedSearchAttributes } from '@temporalio/common'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { describeError, type Logger } from '../log.js'
import { findRun } from '../runs/find-run.js'
import { markStarted } from '../runs/owed.js'
import { callerPseudonym } from '../runs/run-id.js'
import type { Run } from '../runs/types.js'
import type { RecipeInput } from '../workflows/run-recipe.js'
import { inRun } from '../telemetry/traces.js'
import { appId, callerId, recipeId, runState } from '../workflows/search-attributes.js'
import { inWords } from '../workflows/words.js'
import { TASK_QUEUE, withinSeconds } from './client.js'

export interface StartDeps {
  readonly client: Client
  readonly db: Transaction
  readonly keys: KeyRing
  readonly log: Logger
  readonly taskQueue?: string
}

/** What a workflow is started from. */
export type RunToStart = Pick<Run, 'id' | 'recipe' | 'caller' | 'profile' | 'params' | 'settings'>

/** For who knows only that a run is owed. `owed`: Temporal can't be reached just now; the sweep starts the run. Never throws. */
export async function startRun(deps: StartDeps, runId: string): Promise<'started' | 'owed'> {
  return unlessOwed(deps, runId, async () => {
    const run = await findRun(deps.db, deps.keys, runId)
    if (run?.state === 'accepted') await noteStart(deps, runId, await startTraced(deps, run))
  })
}

/**
 * The same for who has just accepted the run and knows all of it. The row learns of the start behind the caller's back: nobody waits for
 * that, and where it is lost, the run's first activity writes the same.
 */
export async function startAcceptedRun(deps: StartDeps, run: RunToStart): Promise<'started' | 'owed'> {
  return unlessOwed(deps, run.id, async () => {
    const temporalRunId = await startTraced(deps, run)
    void unlessOwed(deps, run.id, () => noteStart(deps, run.id, temporalRunId))
  })
}

const startTraced = (deps: StartDeps, run: RunToStart): Promise<string | undefined> =>
  inRun(run.id, 'Start at Temporal', () => start(deps, run))

async function noteStart({ db }: StartDeps, runId: string, temporalRunId: string | undefined): Promise<void> {
  if (temporalRunId) await markStarted(db, runId, temporalRunId)
}

async function unlessOwed({ log }: StartDeps, runId: string, work: () => Promise<void>): Promise<'started' | 'owed'> {
  try {
    await work()
    return 'started'
  } catch (error) {
    log.warn(
      { code: 'WB-TEMPORAL-004', runId, err: describeError(error) },
      'A run is accepted and not started yet; the sweep will start it.',
    )
    return 'owed'
  }
}

/** Undefined: it had been started before, and its first activity records which execution it is. */
async function start({ client, keys, taskQueue = TASK_QUEUE }: StartDeps, run: RunToStart): Promise<string | undefined> {
  const { teamsUserId: _, ...caller } = run.profile
  const input: RecipeInput = { params: run.params, caller }
  try {
    const handle = await withinSeconds(client, 3, () =>
      client.workflow.start(run.recipe, {
        workflowId: run.id,
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowTaskTimeout: '5s',
        staticSummary: `Asked for in Teams: ${inWords(run.recipe)}`,
        typedSearchAttributes: new TypedSearchAttributes([
          { key: recipeId, value: run.recipe },
          { key: runState, value: 'running' },
          { key: callerId, value: callerPseudonym(keys, run.caller) },
          ...onlyApp(run),
        ]),
      }),
    )
    return handle.firstExecutionRunId
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined
    throw error
  }
}

/** A run of one app is at it from the start; one of several says at each step where it is. */
function onlyApp({ settings }: RunToStart) {
  const [app, ...others] = Object.keys(settings.identities)
  return app === undefined || others.length > 0 ? [] : [{ key: appId, value: app }]
}
