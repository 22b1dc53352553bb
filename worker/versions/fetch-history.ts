// A run's history as Temporal has it, still encrypted.
import { isGrpcServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client'
import type { History } from './history-json.js'

const NOT_FOUND = 5

/** Null: there is no such run, or retention has ended it. @param temporalRunId the newest execution unless told */
export async function fetchHistory(client: Client, runId: string, temporalRunId?: string): Promise<History | null> {
  try {
    return await client.workflow.getHandle(runId, temporalRunId).fetchHistory()
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && (error.code as number) === NOT_FOUND)) return null
    throw error
  }
}
