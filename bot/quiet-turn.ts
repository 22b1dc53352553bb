// A turn whose sends don't throw: what was decided stands, whether or not Teams takes our words for it.
import { describeError, type Logger } from '../log.js'
import { countTeamsFailure } from '../telemetry/metrics.js'
import type { Turn } from './turn.js'

/** `member` still throws: not knowing who somebody is must not look like knowing. */
export function quietTurn(turn: Turn, log: Logger): Turn {
  const quietly = async (sending: Promise<void>): Promise<void> => {
    await sending.catch((error: unknown) => {
      countTeamsFailure('failed')
      log.warn({ code: 'WB-BOT-007', err: describeError(error) }, 'An answer could not be sent to Teams.')
    })
  }
  return {
    ...turn,
    reply: (message) => quietly(turn.reply(message)),
    replace: (message) => quietly(turn.replace(message)),
    update: (activityId, message) => quietly(turn.update(activityId, message)),
    tell: (message) => quietly(turn.tell(message)),
    typing: () => quietly(turn.typing()),
  }
}
