// What Temporal knows of the execution that a run's row names.
import { isGrpcServiceError, type Client } from '@temporalio/client'
import proto, { type temporal } from '@temporalio/proto'
import { withinSeconds } from './client.js'

/** `missing`: Temporal has no such execution. `failedTasks`: how often in a row its code could not go on. */
export type ExecutionState =
  | { readonly kind: 'open'; readonly failedTasks: number }
  | { readonly kind: 'ended'; readonly how: 'stopped' | 'failed' | 'completed' }
  | { readonly kind: 'missing' }

const { WorkflowExecutionStatus: Status } = proto.temporal.api.enums.v1
const NOT_FOUND = 5

/** @param temporalRunId null: whichever execution bears the id now */
export async function findExecution(
  client: Client,
  { id, temporalRunId }: { id: string; temporalRunId: string | null },
): Promise<ExecutionState> {
  try {
    // Asked raw: the SDK's own describe decodes payloads, and whoever started a workflow by hand may have encrypted none.
    const { workflowExecutionInfo: info, pendingWorkflowTask: task } = await withinSeconds(client, 5, () =>
      client.workflowService.describeWorkflowExecution({
        namespace: client.options.namespace,
        execution: { workflowId: id, ...(temporalRunId !== null && { runId: temporalRunId }) },
      }),
    )
    if (info?.status === Status.WORKFLOW_EXECUTION_STATUS_RUNNING)
      return { kind: 'open', failedTasks: Math.max(0, (task?.attempt ?? 1) - 1) }
    return { kind: 'ended', how: howEnded(info?.status) }
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === NOT_FOUND) return { kind: 'missing' }
    throw error
  }
}

function howEnded(status: temporal.api.enums.v1.WorkflowExecutionStatus | null | undefined): 'stopped' | 'failed' | 'completed' {
  switch (status) {
    case Status.WORKFLOW_EXECUTION_STATUS_TERMINATED:
    case Status.WORKFLOW_EXECUTION_STATUS_CANCELED:
      return 'stopped'
    case Status.WORKFLOW_EXECUTION_STATUS_COMPLETED:
      return 'completed'
    default:
      return 'failed'
  }
}
