// *Copy a note for the admin*: what to allow at the app, as a message that can be copied and sent on.
import { isSameCaller } from '../../caller.js'
import { apps, type AppId } from '../../apps/index.js'
import { findSignInRequest } from '../../connections/sign-in-requests.js'
import type { Transaction } from '../../database.js'
import { findAppConfiguration } from '../../settings/app-configurations.js'
import { adminNote, buttonUsed } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'

/** Nothing in it is secret: a client id and a redirect URI stand in every browser's address bar on the way. */
export async function sendAdminNote(
  tx: Transaction,
  { deps, asker }: Asked,
  turn: Turn,
  { request: requestId }: Extract<Press, { press: 'adminNote' }>,
): Promise<AfterCommit> {
  const request = await findSignInRequest(tx, requestId)
  if (!request || !isSameCaller(request.caller, asker.caller)) return () => turn.tell(buttonUsed())
  const configuration = await findAppConfiguration(tx, request.configurationId)
  if (!configuration) return () => turn.tell(buttonUsed())
  const { app, label, clientId, scopes, id } = configuration
  const note = adminNote({
    appId: app,
    app: app in apps ? apps[app as AppId].name : app,
    configuration: label,
    clientId,
    scopes: scopes.join(' '),
    redirectUri: `${deps.publicUrl}/oauth/callback/${encodeURIComponent(id)}`,
  })
  return () => turn.reply(note)
}
