// Starts the one workflow that ends tokens at their apps.
import { TASK_QUEUE, withinSeconds } from './client.js'
import type { StartDeps } from './start-run.js'

/** Nothing happens where it runs already. */
export async function startDrain({ client, taskQueue = TASK_QUEUE }: Pick<StartDeps, 'client' | 'taskQueue'>): Promise<void> {
  await withinSeconds(client, 3, () =>
    client.workflow.start('drainRevocations', {
      workflowId: `drain-revocations-${taskQueue}`,
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: 'Ends tokens at their apps that Workbot no longer keeps',
    }),
  )
}
