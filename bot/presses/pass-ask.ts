// *Pass it on*: a question moves to somebody else, whom Teams' picker gave, or who is named by their address in Teams' roster.
import { recordAudit } from '../../audit/record.js'
import { consumeNonce } from '../../conversations/nonces.js'
import { findKnownPerson, findPersonByEmail } from '../../conversations/known-person.js'
import type { Transaction } from '../../database.js'
import { askPurpose, isOwnRequest, passAsk } from '../../runs/press-ask.js'
import { nudge } from '../../temporal/wake.js'
import { askPassed, notPassed, ownRequest } from '../../text/ask-notes.js'
import { PASS_PERSON, PASS_TO } from '../../text/cards/ask-card.js'
import { notWaitingAnymore } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import { refusalOf } from './answer-ask.js'
import { checkOwner } from './check-owner.js'
import type { PressedButton } from './read-press.js'

type Pass = PressedButton & { readonly press: Extract<Press, { press: 'passAsk' }> }

/** What doesn't name anybody leaves the card as it is. The sweep posts the new card, and has the old one say so. */
export async function passAskOn(tx: Transaction, asked: Asked, turn: Turn, { press, fields }: Pass): Promise<AfterCommit> {
  const { deps, asker } = asked
  const { caller } = asker
  const { addressee, nonce } = press
  if (await isOwnRequest(tx, addressee, caller)) return () => turn.tell(ownRequest())
  const purpose = askPurpose(addressee)
  const used = await checkOwner(tx, asked, { nonce, purpose, unknown: notWaitingAnymore() })
  if (used) return () => turn.tell(used)
  const { tenantId } = caller
  const [picked, typed] = [fields[PASS_PERSON] ?? '', fields[PASS_TO] ?? ''].map((field) => field.trim())
  if (!picked && !typed) return () => turn.tell(notPassed({ kind: 'empty' }))
  const person = picked
    ? await findKnownPerson(tx, { tenantId, aadObjectId: picked.toLowerCase() })
    : await findPersonByEmail(tx, { tenantId, email: typed ?? '' })
  if (!person) return () => turn.tell(notPassed({ kind: 'unknown', typed: picked ? null : (typed ?? '') }))
  const to = { ...person, name: person.name || (typed ?? ''), tenantId }
  const passed = await passAsk(tx, deps.keys, { addressee, caller, to })
  if (passed.kind === 'not_them') return () => turn.tell(notPassed({ kind: passed.why }))
  if (passed.kind !== 'passed') return () => turn.tell(refusalOf(passed))
  await consumeNonce(tx, { nonce, purpose, caller })
  await recordAudit(tx, {
    ...{ event: 'ask.passed', caller, runId: passed.runId },
    detail: { step: passed.stepKey, to: person.caller.aadObjectId },
  })
  return async () => {
    await Promise.all([nudge({ client: deps.temporal, log: deps.log }, passed.runId), turn.tell(askPassed({ to: to.name }))])
  }
}
