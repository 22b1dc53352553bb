// The presses that lead to a disconnect: another page of the list, the question, Keep it, Disconnect.
import { disconnect } from '../../connections/disconnect.js'
import { findOwnConnection } from '../../connections/list-connections.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { startDrain } from '../../temporal/start-drain.js'
import { connectionKept } from '../../text/cards/disconnect-question.js'
import type { Message } from '../../text/message.js'
import { notConnected, questionBelow } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { appName, namedApps } from '../personal/app-names.js'
import { askDisconnect, disconnectPurpose } from '../personal/ask-disconnect.js'
import { connectionsList, LIST_PURPOSE } from '../personal/connections-list.js'
import { describeDisconnect } from '../personal/describe-disconnect.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'

export async function showConnections(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { page, nonce }: Extract<Press, { press: 'connections' }>,
): Promise<AfterCommit> {
  const refusal = await checkOwner(tx, asked, { nonce, purpose: LIST_PURPOSE, unknown: notConnected() })
  if (refusal) return () => turn.tell(refusal)
  const list = await connectionsList(tx, asked, page)
  return () => turn.replace(list)
}

/** Changes nothing: the question is a new message, and a list that no longer holds is brought up to date. */
export async function askAboutDisconnect(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { connection: connectionId, nonce }: Extract<Press, { press: 'askDisconnect' }>,
): Promise<AfterCommit> {
  const refusal = await checkOwner(tx, asked, { nonce, purpose: LIST_PURPOSE, unknown: notConnected() })
  if (refusal) return () => turn.tell(refusal)
  const connection = await findOwnConnection(tx, { connectionId, caller: asked.asker.caller })
  if (!connection) {
    const list = await connectionsList(tx, asked, 1)
    return async () => {
      await turn.tell(notConnected())
      await turn.update(asked.activity.replyToId ?? '', list)
    }
  }
  const question = await askDisconnect(tx, asked, connection, asked.activity.replyToId ?? null)
  return async () => {
    await turn.reply(question)
    if (asked.activity.type === 'invoke') await turn.tell(questionBelow())
  }
}

type Answer = Extract<Press, { press: 'disconnect' | 'keepConnection' }>

export async function keepConnection(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { connection: connectionId, nonce }: Answer,
): Promise<AfterCommit> {
  const { caller } = asked.asker
  const purpose = disconnectPurpose(connectionId)
  const refusal = await checkOwner(tx, asked, { nonce, purpose, unknown: notConnected() })
  if (refusal) return () => turn.tell(refusal)
  await consumeNonce(tx, { nonce, purpose, caller })
  const connection = await findOwnConnection(tx, { connectionId, caller })
  const { configurationId, accountName } = connection ?? { configurationId: '', accountName: '' }
  const message = connection ? connectionKept({ app: appName(await namedApps(tx), configurationId), accountName }) : notConnected()
  return () => turn.replace(message)
}

/** One transaction, then the first try at the app; what that can't do, the sweep and its workflow do. */
export async function disconnectNow(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { connection: connectionId, nonce, list }: Answer,
): Promise<AfterCommit> {
  const { caller } = asked.asker
  const purpose = disconnectPurpose(connectionId)
  const refusal = await checkOwner(tx, asked, { nonce, purpose, unknown: notConnected() })
  if (refusal) return () => turn.tell(refusal)
  await consumeNonce(tx, { nonce, purpose, caller })
  const ended = await disconnect(tx, { connectionId, caller, why: { kind: 'asked' }, card: cardOf(asked) })
  if (ended.kind === 'gone') return () => turn.replace(notConnected())
  const done = await describeDisconnect(tx, ended.disconnectId)
  const refreshed = list === undefined ? null : { activityId: list, message: await connectionsList(tx, asked, 1) }
  return () => showEnded(asked, turn, done, refreshed)
}

/** Where the pressed card stands: it becomes the one that says what came of it. */
export function cardOf({ activity }: Asked): { conversationId: string; activityId: string } | null {
  return activity.replyToId ? { conversationId: activity.conversation.id, activityId: activity.replyToId } : null
}

/** @param list the one that it was asked from, as it is now */
export async function showEnded(
  { deps }: Asked,
  turn: Turn,
  done: Message,
  list: { readonly activityId: string; readonly message: Message } | null,
): Promise<void> {
  const { temporal: client, taskQueue } = deps
  await Promise.all([
    turn.replace(done),
    list && turn.update(list.activityId, list.message),
    // The sweep starts it too; this only saves a second.
    startDrain({ client, ...(taskQueue !== undefined && { taskQueue }) }).catch(() => undefined),
  ])
}
