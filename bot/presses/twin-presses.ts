// The two answers to "you already have this waiting": show it, or start another.
import { showAgain } from '../../connections/show-again.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { isSameCaller } from '../../caller.js'
import { findRun } from '../../runs/find-run.js'
import { formTaken } from '../../text/cards/form-taken.js'
import { anotherPersonsButton, formGone, notWaitingAnymore, shownAgain } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { decideStart, startAccepted } from '../start-command.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'

/** The sweep posts the waiting run's sign-in card anew, in the caller's own chat. */
export async function showWaiting(
  tx: Transaction,
  { deps, asker }: Asked,
  turn: Turn,
  { run }: Extract<Press, { press: 'showWaiting' }>,
): Promise<AfterCommit> {
  const found = await findRun(tx, deps.keys, run)
  if (found && !isSameCaller(found.caller, asker.caller)) return () => turn.tell(anotherPersonsButton({ ownerName: found.profile.name }))
  const isShown = await showAgain(tx, { runId: run, caller: asker.caller })
  return () => turn.tell(isShown ? shownAgain() : notWaitingAnymore())
}

/** Starts a run with the parameters of the one that waits; those are its caller's own. */
export async function startAnother(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  press: Extract<Press, { press: 'startAnother' }>,
): Promise<AfterCommit> {
  const { deps, asker } = asked
  const { caller } = asker
  const { nonce, run } = press
  const purpose = `startAnother:${run}`
  const refusal = await checkOwner(tx, asked, { nonce, purpose, unknown: formGone() })
  if (refusal) return () => turn.tell(refusal)
  const twin = await findRun(tx, deps.keys, run)
  const spec = deps.specs.find(({ name }) => name === twin?.recipe)
  if (!twin || !spec || !isSameCaller(twin.caller, caller)) return () => turn.tell(formGone())
  const decided = await decideStart(tx, asked, { spec, params: twin.params, trigger: nonce, twin: 'start' })
  if (decided.kind === 'refused' || decided.kind === 'twin') return () => turn.tell(decided.message)
  await consumeNonce(tx, { nonce, purpose, caller })
  const done = formTaken({ recipe: spec, params: twin.params, locale: asker.profile.locale })
  if (decided.kind === 'duplicate') return () => turn.replace(done)
  return async () => {
    await Promise.all([turn.replace(done), startAccepted(asked, turn, { run: decided.run, spec })])
  }
}
