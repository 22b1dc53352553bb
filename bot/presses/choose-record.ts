// One of the records that fit, or *None of these*: the choice is a row, and the run that waits is woken.
import type { Transaction } from '../../database.js'
import { findOffered, NONE, type Offered } from '../../runs/choices.js'
import { answerQuestion } from '../../runs/decisions.js'
import { wake } from '../../temporal/wake.js'
import { CHOICE } from '../../text/cards/choice-card.js'
import { anotherPersonsButton, choiceTaken, chooseFromList, notWaitingAnymore } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import type { PressedButton } from './read-press.js'

type Choosing = PressedButton & { readonly press: Extract<Press, { press: 'chooseRecord' }> }

/** Of several presses, and copies of the card, the first counts; the row is the one-time thing. The worker then edits the card. */
export async function chooseRecord(tx: Transaction, { deps, asker }: Asked, turn: Turn, { press, fields }: Choosing): Promise<AfterCommit> {
  const { question } = press
  const offered = await findOffered(tx, deps.keys, question)
  if (!offered) return () => turn.tell(notWaitingAnymore())
  const answer = answerOf(offered, press.choice === 'listed' ? (fields[CHOICE] ?? '') : String(press.choice))
  if (answer === null) return () => turn.tell(chooseFromList())
  const answered = await answerQuestion(tx, { id: question, caller: asker.caller, answer, about: 'record' })
  if (answered.kind === 'not_yours') return () => turn.tell(anotherPersonsButton({ ownerName: answered.owner }))
  if (answered.kind === 'not_waiting') return () => turn.tell(notWaitingAnymore())
  const { wait } = answered
  const match = offered.matches[Number(answer)]?.name ?? null
  return async () => {
    await Promise.all([wake({ client: deps.temporal, db: deps.db, log: deps.log }, [wait]), turn.tell(choiceTaken({ match }))])
  }
}

/** Null: it names none of what is offered. */
function answerOf({ matches }: Offered, chosen: string): string | null {
  if (chosen === NONE) return NONE
  return /^\d{1,3}$/.test(chosen) && Number(chosen) < matches.length ? String(Number(chosen)) : null
}
