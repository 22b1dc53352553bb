// *Check again*, *Try again* or *Skip* on the card of a write whose answer was lost: the answer is a row, and the run that waits is woken.
import { recordAudit } from '../../audit/record.js'
import type { Transaction } from '../../database.js'
import { answerQuestion } from '../../runs/decisions.js'
import { wake } from '../../temporal/wake.js'
import { anotherPersonsButton, decisionTaken, notWaitingAnymore } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'

/** Of several presses, and copies of the card, the first counts; the row is the one-time thing. The worker then edits the card. */
export async function decideWrite(
  tx: Transaction,
  { deps, asker }: Asked,
  turn: Turn,
  { question, answer }: Extract<Press, { press: 'decideWrite' }>,
): Promise<AfterCommit> {
  const answered = await answerQuestion(tx, { id: question, caller: asker.caller, answer, about: 'write' })
  if (answered.kind === 'not_yours') return () => turn.tell(anotherPersonsButton({ ownerName: answered.owner }))
  if (answered.kind === 'not_waiting') return () => turn.tell(notWaitingAnymore())
  const { wait, stepKey } = answered
  await recordAudit(tx, { event: 'action.decided', caller: asker.caller, runId: wait.runId, detail: { step: stepKey, answer } })
  return async () => {
    await Promise.all([wake({ client: deps.temporal, db: deps.db, log: deps.log }, [wait]), turn.tell(decisionTaken({ answer }))])
  }
}
