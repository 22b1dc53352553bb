// The question before a disconnect, with what it affects now.
import type { OwnConnection } from '../../connections/list-connections.js'
import { issueNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { countRunsUsing } from '../../runs/runs-of-caller.js'
import { recipeSettings } from '../../settings/recipe-settings.js'
import { snapshotSettings } from '../../settings/snapshot.js'
import { disconnectQuestion } from '../../text/cards/disconnect-question.js'
import type { Message } from '../../text/message.js'
import { recipeTitle } from '../../text/recipe-title.js'
import type { Asked } from '../bot-deps.js'
import { openRecipes } from '../may-start.js'
import { appName, namedApps } from './app-names.js'

/** The nonce is for this connection alone. */
export const disconnectPurpose = (connectionId: string): string => `disconnect:${connectionId}`

/** @param list the Teams activity of the list that it was asked from */
export async function askDisconnect(tx: Transaction, asked: Asked, connection: OwnConnection, list: string | null): Promise<Message> {
  const { caller, profile } = asked.asker
  const { id, configurationId, accountName, orgName } = connection
  return disconnectQuestion({
    connectionId: id,
    app: appName(await namedApps(tx), configurationId),
    account: { name: accountName, orgName },
    recipes: await recipesUsing(tx, asked, configurationId),
    runs: await countRunsUsing(tx, { caller, configurationId }),
    nonce: await issueNonce(tx, { purpose: disconnectPurpose(id), caller }),
    list,
    locale: profile.locale,
  })
}

/** Titles of the recipes open to the asker that act as them through this configuration. */
async function recipesUsing(tx: Transaction, asked: Asked, configurationId: string): Promise<string[]> {
  const titles: string[] = []
  for (const spec of await openRecipes(tx, asked)) {
    const { identities } = snapshotSettings(spec, await recipeSettings(tx, spec, asked.deps))
    const isUsing = Object.values(identities).some(({ mode, configuration }) => mode === 'personal' && configuration === configurationId)
    if (isUsing) titles.push(recipeTitle(spec))
  }
  return titles
}
