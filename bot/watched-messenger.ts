// Messages to Teams as operators see them: a span each, and a count of those that weren't taken.
import type { Messenger } from '../conversations/messenger.js'
import { countTeamsFailure } from '../telemetry/metrics.js'
import { part } from '../telemetry/traces.js'

export function watchedMessenger(messenger: Messenger): Messenger {
  return {
    post: (...message) => watched('Post to Teams', () => messenger.post(...message)),
    update: (...message) => watched('Update a card in Teams', () => messenger.update(...message)),
    openPersonal: (...person) => watched('Open a chat in Teams', () => messenger.openPersonal(...person)),
  }
}

async function watched<Result>(name: string, send: () => Promise<Result>): Promise<Result> {
  try {
    const result = await part(name, {}, send)
    const kind = typeof result === 'object' && result !== null && 'kind' in result ? result.kind : result
    if (kind === 'unreachable') countTeamsFailure('unreachable')
    return result
  } catch (error) {
    countTeamsFailure('failed')
    throw error
  }
}
