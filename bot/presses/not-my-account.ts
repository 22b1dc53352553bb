// *Not my account* on the Connected card: the connection ends, what was done as it is said, and the sign-in is asked for again.
import { disconnect } from '../../connections/disconnect.js'
import { findOwnConnection } from '../../connections/list-connections.js'
import { wantSignIn } from '../../connections/want-sign-in.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { countEffectsAs } from '../../runs/effects.js'
import { buttonUsed, notConnected, otherAccountNow } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { describeDisconnect } from '../personal/describe-disconnect.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'
import { cardOf, showEnded } from './disconnect-presses.js'

/** Runs that go on with it pause at their next step; the app is told to ask which account. */
export async function notMyAccount(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { connection: connectionId, account: accountKey, nonce }: Extract<Press, { press: 'notMyAccount' }>,
): Promise<AfterCommit> {
  const { caller, profile } = asked.asker
  const purpose = `notMyAccount:${connectionId}`
  const refusal = await checkOwner(tx, asked, { nonce, purpose, unknown: buttonUsed() })
  if (refusal) return () => turn.tell(refusal)
  const connection = await findOwnConnection(tx, { connectionId, caller })
  if (!connection) return () => turn.tell(notConnected())
  const stepsDone = await countEffectsAs(tx, { connectionId, appAccount: connection.accountName })
  const ended = await disconnect(tx, { connectionId, caller, why: { kind: 'not_mine', accountKey, stepsDone }, card: cardOf(asked) })
  if (ended.kind === 'gone') return () => turn.tell(otherAccountNow())
  await consumeNonce(tx, { nonce, purpose, caller })
  const { configurationId, disconnectId } = ended
  await wantSignIn(tx, { caller, profile, conversationId: asked.activity.conversation.id, configurationId, account: 'other' })
  const done = await describeDisconnect(tx, disconnectId)
  return () => showEnded(asked, turn, done, null)
}
