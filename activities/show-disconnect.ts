// Keeps the card of an ended connection true until the app has confirmed its end, and says in a new message what came later.
import { apps, type AppId } from '../apps/index.js'
import { disconnectShown, howItStands, type DisconnectCard, type EndingAtApp } from '../connections/disconnect-card.js'
import { findPersonalConversation } from '../conversations/find-conversation.js'
import { isWriteUnanswered } from '../runs/effects.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { disconnected, endedLater, type DisconnectedModel } from '../text/cards/disconnected.js'
import type { ActivityDeps } from './activity-deps.js'

/** What is claimed is shown, at least once. Throws where Teams doesn't take it; then it stays owed. */
export async function showDisconnect({ db, messenger }: Pick<ActivityDeps, 'db' | 'messenger'>, card: DisconnectCard): Promise<void> {
  const { state, at } = await howItStands(db, card)
  const configuration = await findAppConfiguration(db, card.configurationId)
  const appId = configuration?.app ?? card.configurationId
  const model: DisconnectedModel = {
    appId,
    app: appId in apps ? apps[appId as AppId].name : appId,
    account: { name: card.accountName, orgName: card.orgName },
    stepsDone: card.stepsDone,
    isUnsure: await isWriteUnanswered(db, { connectionId: card.connectionId, appAccount: card.accountName }),
    why: card.why,
    deletedAt: card.at,
    ending: { state, at },
  }
  const conversationId = card.conversationId ?? (await findPersonalConversation(db, card.caller))?.conversationId
  if (conversationId === undefined) {
    await disconnectShown(db, { ...card, told: state }, null)
    return
  }
  if (isNews(card.told, state)) await messenger.post(conversationId, endedLater(model))
  const activityId = await place(messenger, { conversationId, activityId: card.activityId }, disconnected(model))
  await disconnectShown(db, { ...card, conversationId, activityId, told: state }, state === 'confirmed' ? at : null)
}

/** An edited card notifies nobody: after "isn't confirmed yet" the end is a message of its own. */
function isNews(told: EndingAtApp, state: EndingAtApp): boolean {
  return state === 'given_up' ? told !== 'given_up' : state === 'confirmed' && told === 'unconfirmed'
}

async function place(
  messenger: ActivityDeps['messenger'],
  { conversationId, activityId }: { conversationId: string; activityId: string | null },
  message: ReturnType<typeof disconnected>,
): Promise<string | null> {
  if (activityId !== null && (await messenger.update(conversationId, activityId, message)) === 'updated') return activityId
  const posted = await messenger.post(conversationId, message)
  return posted.kind === 'posted' ? posted.activityId : activityId
}
