// Connect, Sign in and *Sign in as another account*: a sign-in that no run asked for.
import { wantSignIn } from '../../connections/want-sign-in.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { formGone, sendingSignIn } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { namedApps } from '../personal/app-names.js'
import { CONNECT_PURPOSE } from '../personal/connections-list.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'

/** Its card comes as a new message, from the sweep. */
export async function connectApp(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { configuration, account, nonce }: Extract<Press, { press: 'connectApp' }>,
): Promise<AfterCommit> {
  const { caller, profile } = asked.asker
  const refusal = await checkOwner(tx, asked, { nonce, purpose: CONNECT_PURPOSE, unknown: formGone() })
  if (refusal) return () => turn.tell(refusal)
  const app = (await namedApps(tx)).find(({ configurationId }) => configurationId === configuration)
  if (!app) return () => turn.tell(formGone())
  await consumeNonce(tx, { nonce, purpose: CONNECT_PURPOSE, caller })
  await wantSignIn(tx, { caller, profile, conversationId: asked.activity.conversation.id, configurationId: configuration, account })
  return () => turn.tell(sendingSignIn(app))
}
