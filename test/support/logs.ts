// What bot, worker and Temporal's SDK log in this process, kept instead of printed.
import { Runtime } from '@temporalio/worker'
import { createLogger } from '../../log.js'
import { temporalLogger } from '../../worker/temporal-logger.js'

// Test files follow each other in a process, each with this module anew; Temporal's SDK has one logger for the whole process.
const shared = globalThis as { workbotTestLogLines?: string[] }
const isFirst = shared.workbotTestLogLines === undefined

/** Every line of this file's, oldest first. */
export const logLines = (shared.workbotTestLogLines ??= [])
logLines.length = 0
export const log = createLogger('test', 'info', { write: (line) => void logLines.push(line) })

if (isFirst) Runtime.install({ logger: temporalLogger(log), shutdownSignals: [] })
