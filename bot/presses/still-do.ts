// *Go on with* after a late sign-in: the run that was asked about is done after all.
import { recordAudit } from '../../audit/record.js'
import { lockRequestsOfRun, releaseRequest } from '../../connections/sign-in-requests.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { settleStillAsked } from '../../runs/settle-waits.js'
import { wake } from '../../temporal/wake.js'
import { goingOnAfterAll, notWaitingAnymore } from '../../text/notes.js'
import type { Press } from '../../text/press.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'
import { listAnew, tellAndShow } from './cancel-run.js'

/** This and Cancel are one decision with one nonce; the page in the browser may have been quicker. */
export async function stillDo(
  tx: Transaction,
  asked: Asked,
  turn: Turn,
  press: Extract<Press, { press: 'stillDo' }>,
): Promise<AfterCommit> {
  const { run: runId, nonce } = press
  const { deps, asker } = asked
  const { caller } = asker
  const refusal = await checkOwner(tx, asked, { nonce, purpose: 'cancelRun', unknown: notWaitingAnymore() })
  if (refusal) return () => turn.tell(refusal)
  await lockRequestsOfRun(tx, runId)
  const waits = await settleStillAsked(tx, { runId, caller, outcome: 'connected' })
  await consumeNonce(tx, { nonce, purpose: 'cancelRun', caller })
  const list = await listAnew(tx, asked, press)
  if (waits.length === 0) return () => tellAndShow(asked, turn, notWaitingAnymore(), list)
  await recordAudit(tx, { event: 'run.still_wanted', caller, runId, detail: {} })
  for (const requestId of new Set(waits.map(({ signInRequestId }) => signInRequestId))) await releaseRequest(tx, requestId, 'connected')
  return async () => {
    await Promise.all([
      wake({ client: deps.temporal, db: deps.db, log: deps.log }, waits),
      tellAndShow(asked, turn, goingOnAfterAll(), list),
    ])
  }
}
