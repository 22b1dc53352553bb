// Which run an activity acts for: read from Temporal's own context and held against the row, never taken from the input.
import { ApplicationFailure, Context } from '@temporalio/activity'
import { claimRun, findOwnRun, type Execution } from '../runs/find-run.js'
import type { Run } from '../runs/types.js'
import type { ActivityDeps } from './activity-deps.js'

/** The open run of this execution. An execution that isn't the recorded one is refused for good. */
export async function thisRun({ db, keys, log }: ActivityDeps): Promise<Run> {
  const execution = thisExecution()
  return (await claimRun(db, keys, execution)) ?? refuse(log, execution)
}

/** The same, for the activity that closes the run and may find it closed by its own earlier try. */
export async function thisRunEvenEnded({ db, keys, log }: ActivityDeps): Promise<Run> {
  const execution = thisExecution()
  return (await claimRun(db, keys, execution)) ?? (await findOwnRun(db, keys, execution)) ?? refuse(log, execution)
}

/** The id under which the run's row would stand; whether this execution is that run, only `thisRun` says. */
export function thisRunId(): string {
  return thisExecution().workflowId
}

function thisExecution(): Execution {
  const { workflowExecution, workflowType } = Context.current().info
  if (!workflowExecution || !workflowType) throw ApplicationFailure.nonRetryable('This activity works only inside a run.', 'NotThisRun')
  return { workflowId: workflowExecution.workflowId, temporalRunId: workflowExecution.runId, workflowType }
}

function refuse(log: ActivityDeps['log'], { workflowId, workflowType }: Execution): never {
  log.warn({ code: 'WB-RUN-001', workflowId, workflowType }, 'A workflow that is no open run asked for an activity; refused.')
  throw ApplicationFailure.nonRetryable(
    "This workflow isn't the recorded execution of an open run, so nothing is done for it.",
    'NotThisRun',
  )
}
