// What bot, worker and Temporal's SDK log in this process, kept instead of printed.
import { Runtime } from '@temporalio/worker'
import { createLogger } from '../../log.js'
import { temporalLogger } from '../../worker/temporal-logger.js'

/** Every line, oldest first. */
export const logLines: string[] = []
export const log = createLogger('test', 'info', { write: (line) => void logLines.push(line) })

// Temporal's SDK has one logger for the whole process.
Runtime.install({ logger: temporalLogger(log), shutdownSignals: [] })
