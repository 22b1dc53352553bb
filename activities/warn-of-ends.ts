// Tells people, a week before, of a connection whose end no refresh can move.
import { apps, type AppId } from '../apps/index.js'
import { claimEndWarnings, oweEndWarningAgain, type EndingConnection } from '../connections/ends-soon.js'
import { findPersonalConversation } from '../conversations/find-conversation.js'
import { describeError } from '../log.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { signInEndsSoon } from '../text/notes.js'
import type { ActivityDeps } from './activity-deps.js'

type WarnDeps = Pick<ActivityDeps, 'db' | 'messenger' | 'log'>

export async function warnOfEnds(deps: WarnDeps): Promise<void> {
  for (const ending of await claimEndWarnings(deps.db)) {
    await warn(deps, ending).catch(async (error: unknown) => {
      await oweEndWarningAgain(deps.db, ending)
      deps.log.warn({ code: 'WB-HOUSE-006', err: describeError(error) }, "A warning couldn't be sent yet; it is tried again in an hour.")
    })
  }
}

async function warn({ db, messenger }: WarnDeps, { caller, configurationId, daysLeft }: EndingConnection): Promise<void> {
  const chat = await findPersonalConversation(db, caller)
  const configuration = await findAppConfiguration(db, configurationId)
  if (!chat || !configuration) return
  const { id, name } = apps[configuration.app as AppId]
  await messenger.post(chat.conversationId, signInEndsSoon({ app: name, command: `connect ${id}`, days: daysLeft }))
}
