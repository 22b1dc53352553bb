// What an operator does to a run that waits: cancels it, gives it more time, has its card sent again. Each with its audit entry, in one transaction.
import { recordAudit } from '../../audit/record.js'
import { showAgain } from '../../connections/show-again.js'
import { lockRequestsOfRun, releaseRequest } from '../../connections/sign-in-requests.js'
import type { Caller } from '../../caller.js'
import type { Transaction } from '../../database.js'
import { minute } from '../../settings/tables.js'
import { planAskReminders } from '../asks-owed.js'
import { oweAskCardsOfOpen } from '../asks.js'
import { planReminders } from '../reminders-owed.js'
import { withCalled } from '../called-runs.js'
import { settleWaitsOfRuns } from '../settle-waits.js'
import type { FoundRun } from './find-by-name.js'

/** Done, or in words why not. */
export interface Changed {
  readonly ok: boolean
  readonly text: string
}

/** Who does it: somebody who is signed in to the pages, or `shell:<user>`. */
export type Operator = Caller | string

/** As the audit names them. */
const inAudit = (by: Operator): { readonly caller?: Caller; readonly by: string } =>
  typeof by === 'string' ? { by } : { caller: by, by: by.aadObjectId }

/** The run is woken by the sweep, ends itself, and tells its caller. */
export async function cancelRun(tx: Transaction, run: FoundRun, by: string): Promise<Changed> {
  const runIds = await withCalled(tx, run.id)
  await lockRequestsOfRun(tx, ...runIds)
  const waits = await settleWaitsOfRuns(tx, { runIds, caller: run.caller, outcome: 'cancelled' })
  if (waits.length === 0) return notWaiting(run, run.state === 'accepted' ? 'it has not begun yet.' : howToStop(run, 'cancel'))
  await tx.query(`update runs set stopped_by = $2 where id = $1`, [run.id, by])
  for (const requestId of new Set(waits.flatMap(({ signInRequestId }) => signInRequestId ?? [])))
    await releaseRequest(tx, requestId, 'cancelled')
  await recordAudit(tx, { event: 'run.cancelled', runId: run.id, detail: { by } })
  // Its code fails each time it is woken, so it can't take the cancel.
  if (run.state === 'stuck')
    return {
      ok: true,
      text: `${run.id} is cancelled, but stuck: it ends once its recipe is mended. To end it now, ${howToStop(run, 'terminate')}`,
    }
  return { ok: true, text: `${run.id} is cancelled; its caller is told.` }
}

const howToStop = ({ id }: FoundRun, how: 'cancel' | 'terminate'): string =>
  `stop it in Temporal: temporal workflow ${how} --workflow-id ${id}`

/** The run's timer, when it fires, reads the row again and waits for what is left. */
export async function extendRun(tx: Transaction, run: FoundRun, { hours, by }: { hours: number; by: Operator }): Promise<Changed> {
  await lockRequestsOfRun(tx, run.id)
  const waits = await tx.query<{ deadlineAt: Date; requestId: string | null }>(
    `update waits set deadline_at = deadline_at + make_interval(hours => $2) where run_id = $1 and outcome is null
     returning deadline_at as "deadlineAt", sign_in_request_id as "requestId"`,
    [run.id, hours],
  )
  const [first] = waits
  if (!first) return notWaiting(run, 'there is no deadline to move.')
  await planReminders(tx, run.id)
  await planAskReminders(tx, run.id)
  await oweAskCardsOfOpen(tx, run.id)
  // Still waited for, so this only has the card shown again, with the new time.
  for (const { requestId } of waits) if (requestId !== null) await releaseRequest(tx, requestId, 'expired')
  const { by: name, ...caller } = inAudit(by)
  await recordAudit(tx, { event: 'run.extended', runId: run.id, ...caller, detail: { by: name, hours } })
  return { ok: true, text: `${run.id} now waits until ${minute(first.deadlineAt)}.` }
}

/** As a new message, which notifies; the old card stays behind and its buttons work too. */
export async function resendCard(tx: Transaction, run: FoundRun, by: Operator): Promise<Changed> {
  if (!(await showAgain(tx, { runId: run.id, caller: run.caller }))) return notWaiting(run, 'there is no card to send.')
  const { by: name, ...caller } = inAudit(by)
  await recordAudit(tx, { event: 'run.card_resent', runId: run.id, ...caller, detail: { by: name } })
  return { ok: true, text: `The sign-in card of ${run.id} is sent again.` }
}

function notWaiting({ id, state, endedAt }: FoundRun, hint: string): Changed {
  if (endedAt) return { ok: false, text: `${id} has ended (${state}). Nothing was changed.` }
  return { ok: false, text: `${id} waits for nobody (${state}); ${hint}` }
}
