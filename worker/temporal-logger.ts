// Temporal's SDK logs through ours.
import { DefaultLogger, type Logger as TemporalLogger } from '@temporalio/worker'
import { describeError, type Logger } from '../log.js'

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

/** Only codes and ids go on: the SDK's own lines can hold payloads and whole errors. */
export function temporalLogger(log: Logger): TemporalLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }) => {
    const { workflowId, runId, activityType, error } = (meta ?? {}) as Record<string, unknown>
    log[levels[level]](
      { code: 'WB-TEMPORAL-007', workflowId, runId, activityType, ...(error !== undefined && { err: describeError(error) }) },
      message,
    )
  })
}
