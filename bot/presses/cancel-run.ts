// Cancel on a card: the run stops waiting, or begins no further step, and says itself how it has ended.
import { recordAudit } from '../../audit/record.js'
import { lockRequestsOfRun, releaseRequest } from '../../connections/sign-in-requests.js'
import { consumeNonce } from '../../conversations/nonces.js'
import type { Transaction } from '../../database.js'
import { withCalled } from '../../runs/called-runs.js'
import { cancelOpenRun, cancelWaitingRun } from '../../runs/cancel-run.js'
import { wake } from '../../temporal/wake.js'
import type { Message } from '../../text/message.js'
import type { Press } from '../../text/press.js'
import { anotherPersonsButton, notWaitingAnymore, runCancelled, runWillEnd } from '../../text/notes.js'
import type { AfterCommit } from '../after-commit.js'
import type { Asked } from '../bot-deps.js'
import { connectionsList } from '../personal/connections-list.js'
import { runsList } from '../personal/runs-list.js'
import type { Turn } from '../turn.js'
import { checkOwner } from './check-owner.js'

type CancelPress = Extract<Press, { press: 'cancelRun' }>

/** The card's other runs go on waiting; the sweep renders it anew from the rows. */
export async function cancelRun(tx: Transaction, asked: Asked, turn: Turn, press: CancelPress): Promise<AfterCommit> {
  const { run, nonce, on } = press
  const { deps, asker } = asked
  const { caller } = asker
  const refusal = await checkOwner(tx, asked, { nonce, purpose: 'cancelRun', unknown: notWaitingAnymore() })
  if (refusal) return () => turn.tell(refusal)
  await lockRequestsOfRun(tx, ...(await withCalled(tx, run)))
  const cancelled = await (on === 'status' || on === 'cancel' ? cancelOpenRun : cancelWaitingRun)(tx, { runId: run, caller })
  if (cancelled.kind === 'not_yours') return () => turn.tell(anotherPersonsButton({ ownerName: cancelled.owner }))
  await consumeNonce(tx, { nonce, purpose: 'cancelRun', caller })
  const list = await listAnew(tx, asked, press)
  if (cancelled.kind === 'not_waiting') return () => tellAndShow(asked, turn, notWaitingAnymore(), list)
  await recordAudit(tx, { event: 'run.cancelled', caller, runId: run, detail: {} })
  for (const requestId of cancelled.signInRequestIds) await releaseRequest(tx, requestId, 'cancelled')
  const told = cancelled.waits.length > 0 ? runCancelled() : runWillEnd()
  return async () => {
    await Promise.all([wake({ client: deps.temporal, db: deps.db, log: deps.log }, cancelled.waits), tellAndShow(asked, turn, told, list)])
  }
}

/** The list that a button stands on, as it is now; undefined for a button that stands on none. */
export async function listAnew(
  tx: Transaction,
  asked: Asked,
  { on, page = 1 }: Pick<CancelPress, 'on' | 'page'>,
): Promise<Message | undefined> {
  return on === 'connections' ? connectionsList(tx, asked, page) : on && runsList(tx, asked, on)
}

/** What the presser is told, and the list that they pressed on, brought up to date. */
export async function tellAndShow({ activity }: Asked, turn: Turn, told: Message, list: Message | undefined): Promise<void> {
  await turn.tell(told)
  if (list && activity.replyToId) await turn.update(activity.replyToId, list)
}
