// The Temporal worker with the options that were measured.
import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker'
import { createActivities, type HousekeepingDeps } from '../activities/index.js'
import type { NamedKey } from '../keys/key-ring.js'
import { TASK_QUEUE } from '../temporal/client.js'
import { createDataConverter } from '../temporal/data-converter.js'
import { isTracing } from '../telemetry/traces.js'
import { traceActivity } from './trace-activity.js'

export interface WorkerOptions {
  readonly connection: NativeConnection
  readonly namespace: string
  readonly codecKeys: readonly NamedKey[]
  readonly bundle: WorkflowBundleOption
  readonly activities: HousekeepingDeps
  readonly taskQueue?: string
}

/** Polls only once its `run()` is called. */
export function createWorker({
  connection,
  namespace,
  codecKeys,
  bundle,
  activities,
  taskQueue = TASK_QUEUE,
}: WorkerOptions): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: bundle,
    activities: createActivities(activities),
    dataConverter: createDataConverter(codecKeys),
    ...(isTracing() && { interceptors: { activity: [traceActivity] } }),
    // A killed worker's runs move on after 1 s instead of 10.
    stickyQueueScheduleToStartTimeout: '1s',
    shutdownGraceTime: '5s',
  })
}
