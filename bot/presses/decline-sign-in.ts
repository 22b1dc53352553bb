// *Go on without* on a card whose recipe asked ahead: the run gets "declined" for an answer, and goes on.
import { lockRequestsOfRun, releaseRequest } from '../../connections/sign-in-requests.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { declineWaitsOfRun } from '../../runs/settle-waits.js'
import { wake } from '../../temporal/wake.js'
import { goingOnWithout, notWaitingAnymore } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'

/** Cancel and this are one decision with one nonce. Other runs that wait for the same sign-in go on waiting. */
export async function declineSignIn(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { run: runId, nonce, request: requestId }: Extract<Press, { press: 'declineSignIn' }>,
): Promise<AfterCommit> {
  const { deps, asker } = asked
  const { caller } = asker
  const refusal = await checkOwner(tx, asked, { nonce, purpose: 'cancelRun', unknown: notWaitingAnymore() })
  if (refusal) return () => turn.tell(refusal)
  await lockRequestsOfRun(tx, runId)
  const waits = await declineWaitsOfRun(tx, { runId, caller, requestId })
  if (waits.length === 0) return () => turn.tell(notWaitingAnymore())
  await consumeNonce(tx, { nonce, purpose: 'cancelRun', caller })
  for (const requestId of new Set(waits.map(({ signInRequestId }) => signInRequestId))) await releaseRequest(tx, requestId, 'cancelled')
  return async () => {
    await Promise.all([wake({ client: deps.temporal, db: deps.db, log: deps.log }, waits), turn.tell(goingOnWithout())])
  }
}
