// Each try of an activity of a run is a span of the run's trace. What is no run (housekeeping, revocations) has none.
import type { ActivityInterceptorsFactory } from '@temporalio/worker'
import { inRun } from '../telemetry/traces.js'
import { recipeSpecs } from '../workflows/recipes/index.js'

export const traceActivity: ActivityInterceptorsFactory = ({ info }) => {
  const { workflowExecution, workflowType, activityType, attempt, scheduledTimestampMs } = info
  if (!workflowExecution || !recipeSpecs.some(({ name }) => name === workflowType)) return {}
  const { workflowId } = workflowExecution
  return {
    inbound: {
      execute: (input, next) =>
        inRun(workflowId, `Activity ${activityType}`, () => next(input), {
          'workbot.attempt': attempt,
          'workbot.queued_ms': Math.max(0, Date.now() - scheduledTimestampMs),
        }),
    },
  }
}
