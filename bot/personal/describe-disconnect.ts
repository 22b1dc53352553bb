// The card of a disconnect, as it is right after its commit.
import { apps, type AppId } from '../../apps/index.js'
import { findDisconnect } from '../../connections/disconnect-card.js'
import type { Transaction } from '../../database.js'
import { isWriteUnanswered } from '../../runs/effects.js'
import { findAppConfiguration } from '../../settings/app-configurations.js'
import { disconnected } from '../../text/cards/disconnected.js'
import type { Message } from '../../text/message.js'

export async function describeDisconnect(tx: Transaction, disconnectId: string): Promise<Message> {
  const card = await findDisconnect(tx, disconnectId)
  if (!card) throw new Error('A disconnect vanished in its own transaction.')
  const appId = (await findAppConfiguration(tx, card.configurationId))?.app ?? card.configurationId
  return disconnected({
    appId,
    app: appId in apps ? apps[appId as AppId].name : appId,
    account: { name: card.accountName, orgName: card.orgName },
    stepsDone: card.stepsDone,
    isUnsure: await isWriteUnanswered(tx, { connectionId: card.connectionId, appAccount: card.accountName }),
    why: card.why,
    deletedAt: card.at,
    ending: { state: 'ending', at: card.at },
  })
}
