// Goes into the bundle of a recipe under test: its timers ring when as much time has passed as a test says, or by themselves.
import { CancellationScope, condition, defineSignal, setHandler, type WorkflowInterceptorsFactory } from '@temporalio/workflow'

/** So many milliseconds have passed. */
export const timePasses = defineSignal<[number]>('timePasses')

/** By a signal, so that what passed is in the run's history and a worker that starts anew knows of it. `Date` isn't moved. */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let passedMs = 0
  return {
    inbound: [
      {
        execute(input, next) {
          setHandler(timePasses, (ms) => {
            passedMs += ms
          })
          return next(input)
        },
      },
    ],
    outbound: [
      {
        startTimer(input, next) {
          const due = passedMs + input.durationMs
          return CancellationScope.cancellable(async () => {
            try {
              await Promise.race([next(input), condition(() => passedMs >= due)])
            } finally {
              CancellationScope.current().cancel()
            }
          })
        },
      },
    ],
  }
}
