// Deletes the one run that waits from Temporal, and has housekeeping look: what an operator does never, and a restored backup may do.
import { Client, Connection, WorkflowNotFoundError, type WorkflowExecutionInfo } from '@temporalio/client'
import { until } from '../../../sandbox/probe.js'
import { housekeepingId } from '../../../temporal/schedule-housekeeping.js'

const SECONDS = 30
/** Housekeeping leaves a younger run alone. */
const OLD_ENOUGH_MS = 31_000

/** Resolves when housekeeping has been asked to look. */
export async function loseWaitingRun(address: string): Promise<void> {
  const connection = await Connection.connect({ address })
  try {
    const client = new Client({ connection })
    const query = `ExecutionStatus = 'Running' and RunState = 'waiting_sign_in'`
    const { value: waiting } = await client.workflow.list({ query })[Symbol.asyncIterator]().next()
    if (!waiting) throw new Error('No run waits.')
    const { workflowId, startTime } = waiting as WorkflowExecutionInfo
    await connection.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId } })
    await until('The deletion', () => isGone(client, workflowId), SECONDS)
    await until('The run', () => Promise.resolve(Date.now() - startTime.getTime() > OLD_ENOUGH_MS), 2 * SECONDS)
    await client.schedule.getHandle(housekeepingId()).trigger()
  } finally {
    await connection.close()
  }
}

async function isGone(client: Client, workflowId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).describe()
    return false
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
    return true
  }
}
