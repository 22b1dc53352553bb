// How many executions Temporal still has that began until some time, open or kept: their histories need the codec keys of then.
import type { Client } from '@temporalio/client'
import { TASK_QUEUE, withinSeconds } from './client.js'

/** @throws where Temporal doesn't answer within ten seconds */
export async function countHistories(
  { client, taskQueue = TASK_QUEUE }: { readonly client: Client; readonly taskQueue?: string },
  startedUntil: Date,
): Promise<number> {
  const query = `TaskQueue = '${taskQueue}' and StartTime <= '${startedUntil.toISOString()}'`
  return withinSeconds(client, 10, async () => (await client.workflow.count(query)).count)
}
