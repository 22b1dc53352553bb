// The worker program: every workflow and activity, and the sweep. No inbound port.
import { Runtime } from '@temporalio/worker'
import { readConfigOrExit } from '../config.js'
import { createLogger, describeError } from '../log.js'
import { composeWorker } from './compose-worker.js'
import { temporalLogger } from './temporal-logger.js'

const config = readConfigOrExit('worker')
const log = createLogger('worker', config.LOG_LEVEL)
Runtime.install({ logger: temporalLogger(log), shutdownSignals: [] })

try {
  const worker = await composeWorker(config, log)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      worker.stop()
    })
  }
  log.info('working')
  await worker.run()
  log.info('stopped')
  process.exit(0)
} catch (error) {
  log.fatal({ err: describeError(error) }, 'The worker ends.')
  process.exit(1)
}
