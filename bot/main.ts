// The bot program.
import { readConfig } from '../config.js'
import { createLogger, describeError } from '../log.js'
import { composeBot } from './compose-bot.js'

const config = readConfig('bot')
const log = createLogger('bot', config.LOG_LEVEL)

try {
  const bot = await composeBot(config, log)
  const { url } = await bot.listen()
  log.info({ url }, 'listening')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void bot.close().then(() => process.exit(0))
    })
  }
} catch (error) {
  log.fatal({ err: describeError(error) }, 'The bot ends.')
  process.exit(1)
}
