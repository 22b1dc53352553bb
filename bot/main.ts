// The bot program.
import { readConfigOrExit } from '../config.js'
import { createLogger, describeError } from '../log.js'
import { composeBot } from './compose-bot.js'

const config = readConfigOrExit('bot')
const log = createLogger('bot', config.LOG_LEVEL)

try {
  const bot = await composeBot(config, log)
  const { url } = await bot.listen()
  log.info({ url }, 'listening')
  if (config.MICROSOFT_APP_ID === '') {
    log.warn(
      { code: 'WB-BOT-010' },
      'Sandbox: there is no app id, so Teams activities are not signed, and only this machine may send them.',
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void bot.close().then(() => process.exit(0))
    })
  }
} catch (error) {
  log.fatal({ err: describeError(error) }, 'The bot ends.')
  process.exit(1)
}
