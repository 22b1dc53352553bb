// *Approve*, *Reject* or whatever a recipe offers: the answer of somebody who was asked, as a row; the run that waits is woken.
import { recordAudit } from '../../audit/record.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { askPurpose, isOwnRequest, pressAnswer, type Pressed } from '../../runs/press-ask.js'
import { nudge, wake } from '../../temporal/wake.js'
import { askChanged, askChecking, askPending, askTaken, ownRequest } from '../../text/ask-notes.js'
import { COMMENT } from '../../text/cards/ask-card.js'
import type { Message } from '../../text/message.js'
import { anotherPersonsButton, notWaitingAnymore } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'
import type { PressedButton } from './read-press.js'

type Answer = PressedButton & { readonly press: Extract<Press, { press: 'answerAsk' }> }

/** Who may is decided by the rows; the nonce makes one press of several. The worker then edits the cards. */
export async function answerAsk(tx: Transaction, asked: Asked, turn: Turn, { press, fields }: Answer): Promise<AfterCommit> {
  const { deps, asker } = asked
  const { caller } = asker
  const { addressee, option, version, nonce } = press
  if (await isOwnRequest(tx, addressee, caller)) return () => turn.tell(ownRequest())
  const purpose = askPurpose(addressee)
  const used = await checkOwner(tx, asked, { nonce, purpose, unknown: notWaitingAnymore() })
  if (used) return () => turn.tell(used)
  const pressed = await pressAnswer(tx, deps.keys, { addressee, caller, option, version, comment: (fields[COMMENT] ?? '').trim() })
  if (pressed.kind !== 'checking' && pressed.kind !== 'answered') return () => turn.tell(refusalOf(pressed))
  await consumeNonce(tx, { nonce, purpose, caller })
  const woken = { client: deps.temporal, db: deps.db, log: deps.log }
  if (pressed.kind === 'checking')
    return async () => {
      await Promise.all([nudge(woken, pressed.runId), turn.tell(askChecking(pressed))])
    }
  const { wait, stepKey } = pressed
  await recordAudit(tx, {
    ...{ event: 'ask.answered', caller, runId: wait.runId },
    detail: { step: stepKey, answer: pressed.option, checked: 'nothing to check' },
  })
  return async () => {
    await Promise.all([wake(woken, [wait]), turn.tell(askTaken(pressed))])
  }
}

/** Why nothing came of it. */
export function refusalOf(pressed: Exclude<Pressed, { kind: 'checking' | 'answered' }>): Message {
  switch (pressed.kind) {
    case 'self':
      return ownRequest()
    case 'not_yours':
      return anotherPersonsButton({ ownerName: pressed.owner })
    case 'not_waiting':
      return notWaitingAnymore()
    case 'pending':
      return askPending()
    case 'changed':
      return askChanged()
  }
}
