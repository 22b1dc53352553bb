// Cancel on a sign-in card: the run stops waiting, and says itself that it has ended.
import { lockRequestsOfRun, releaseRequest } from '../../connections/sign-in-requests.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { cancelWaitingRun } from '../../runs/cancel-run.js'
import { wake } from '../../temporal/wake.js'
import type { Press } from '../../text/press.js'
import { anotherPersonsButton, notWaitingAnymore, runCancelled } from '../../text/notes.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'

/** The card's other runs go on waiting; the sweep renders it anew from the rows. */
export async function cancelRun(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  { run, nonce }: Extract<Press, { press: 'cancelRun' }>,
): Promise<AfterCommit> {
  const { deps, asker } = asked
  const { caller } = asker
  const refusal = await checkOwner(tx, asked, { nonce, purpose: 'cancelRun', unknown: notWaitingAnymore() })
  if (refusal) return () => turn.tell(refusal)
  await lockRequestsOfRun(tx, run)
  const cancelled = await cancelWaitingRun(tx, { runId: run, caller })
  if (cancelled.kind === 'not_yours') return () => turn.tell(anotherPersonsButton({ ownerName: cancelled.owner }))
  await consumeNonce(tx, { nonce, purpose: 'cancelRun', caller })
  if (cancelled.kind === 'not_waiting') return () => turn.tell(notWaitingAnymore())
  for (const requestId of cancelled.signInRequestIds) await releaseRequest(tx, requestId, 'cancelled')
  return async () => {
    await Promise.all([wake({ client: deps.temporal, db: deps.db, log: deps.log }, cancelled.waits), turn.tell(runCancelled())])
  }
}
