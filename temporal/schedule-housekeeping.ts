// The hourly Schedule of housekeeping: made by whichever worker starts first, brought up to date by each that follows.
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client'
import { TASK_QUEUE, withinSeconds } from './client.js'

/** A queue of another name, as tests use them, has a Schedule of its own. */
export const housekeepingId = (taskQueue: string = TASK_QUEUE): string =>
  taskQueue === TASK_QUEUE ? 'housekeeping' : `housekeeping-${taskQueue}`

/** The same however often it is called. Whoever paused the Schedule finds it paused still. */
export async function scheduleHousekeeping({ client, taskQueue = TASK_QUEUE }: { client: Client; taskQueue?: string }): Promise<void> {
  const scheduleId = housekeepingId(taskQueue)
  const wanted = {
    spec: { intervals: [{ every: '1h' as const }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: 'housekeeping',
      workflowId: scheduleId,
      taskQueue,
      workflowExecutionTimeout: '50m' as const,
      staticSummary: 'Compares the runs in the database with Temporal, and forgets what has no further use',
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1h' as const },
  }
  await withinSeconds(client, 5, async () => {
    try {
      await client.schedule.create({ scheduleId, ...wanted })
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error
      await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...wanted, state }))
    }
  })
}
