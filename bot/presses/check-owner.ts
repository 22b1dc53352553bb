// A button works once, and only for the person it was made for.
import { checkNonce } from '../../conversations/nonces.js'
import { findPersonalConversation } from '../../conversations/find-conversation.js'
import type { Caller } from '../../caller.js'
import type { Transaction } from '../../database.js'
import type { Message } from '../../text/message.js'
import { anotherPersonsButton, buttonUsed } from '../../text/notes.js'
import type { Asked } from '../bot-deps.js'

/** What the presser is told instead; null where the button is theirs and unused. Consumes nothing; holds the nonce until `tx` ends. */
export async function checkOwner(
  tx: Transaction,
  { asker }: Asked,
  { nonce, purpose, unknown }: { nonce: string; purpose: string; unknown: Message },
): Promise<Message | null> {
  const checked = await checkNonce(tx, { nonce, purpose, caller: asker.caller })
  switch (checked.kind) {
    case 'ok':
      return null
    case 'used':
      return buttonUsed()
    case 'unknown':
      return unknown
    case 'not_yours':
      return anotherPersonsButton({ ownerName: await nameOf(tx, checked.owner) })
  }
}

/** As their own chat with the bot knows them. */
async function nameOf(tx: Transaction, owner: Caller): Promise<string> {
  const conversation = await findPersonalConversation(tx, owner)
  const { user } = (conversation?.reference ?? {}) as { user?: { name?: unknown } }
  return typeof user?.name === 'string' && user.name !== '' ? user.name : 'the person who asked for it'
}
