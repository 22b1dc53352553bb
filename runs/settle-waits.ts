// Sets the outcome of waits, once: whoever comes first decides, and then owes their runs a signal.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { SettledWait, WaitOutcome } from './types.js'

const settled = `id as "waitId", run_id as "runId", kind`

/** Null: it wasn't for a sign-in. */
type SettledOfRun = SettledWait & { readonly signInRequestId: string | null }

/** Ends every open wait of a sign-in request. Lock or end the request first, so that no wait slips in between. */
export async function settleWaitsOfRequest(
  tx: Transaction,
  { requestId, outcome }: { requestId: string; outcome: WaitOutcome },
): Promise<SettledWait[]> {
  return tx.query<SettledWait>(
    `update waits set outcome = $2, outcome_at = now() where sign_in_request_id = $1 and outcome is null returning ${settled}`,
    [requestId, outcome],
  )
}

/** A sign-in that comes later than this doesn't send a run on by itself. */
const LATE = `interval '8 hours'`

/** Another sign-in of the same card came a moment ago: its person is at it, and isn't asked once for each. */
const isGoingOn = `(is_joint and exists (select from waits as other where other.run_id = waits.run_id and other.is_joint
  and other.outcome = 'connected' and other.outcome_at > now() - ${LATE}))`

/**
 * The person signed in: ends the request's open waits, but not those of runs that have waited for more than eight hours. Whether these
 * should still be done is asked; until that is answered they wait, and end at their deadline.
 */
export async function settleSignedIn(tx: Transaction, requestId: string): Promise<SettledWait[]> {
  await tx.query(
    `update waits set still_asked_at = now() where sign_in_request_id = $1 and outcome is null and run_id in (
       select run_id from waits where sign_in_request_id = $1 and outcome is null and created_at <= now() - ${LATE} and not ${isGoingOn})`,
    [requestId],
  )
  return tx.query<SettledWait>(
    `update waits set outcome = 'connected', outcome_at = now()
     where sign_in_request_id = $1 and outcome is null and still_asked_at is null returning ${settled}`,
    [requestId],
  )
}

/** The answer for one run that was asked about. None: it was answered before, or its deadline has passed. */
export async function settleStillAsked(
  tx: Transaction,
  { runId, caller, outcome }: { runId: string; caller: Caller; outcome: 'connected' | 'cancelled' },
): Promise<(SettledWait & { signInRequestId: string })[]> {
  return tx.query(
    `update waits set outcome = $4, outcome_at = now()
     where run_id = $1 and tenant_id = $2 and aad_object_id = $3 and outcome is null and still_asked_at is not null
     returning ${settled}, sign_in_request_id as "signInRequestId"`,
    [runId, caller.tenantId, caller.aadObjectId, outcome],
  )
}

/** Ends all open waits of runs of this caller's, of both kinds, also those for somebody else: of one run, with those that it called. */
export async function settleWaitsOfRuns(
  tx: Transaction,
  { runIds, caller, outcome }: { runIds: readonly string[]; caller: Caller; outcome: 'cancelled' },
): Promise<SettledOfRun[]> {
  return tx.query(
    `update waits set outcome = $4, outcome_at = now() where outcome is null and run_id in (
       select id from runs where id = any($1) and tenant_id = $2 and aad_object_id = $3)
     returning ${settled}, sign_in_request_id as "signInRequestId"`,
    [runIds, caller.tenantId, caller.aadObjectId, outcome],
  )
}

/** *Go on without*: ends the waits of one run whose recipe asked ahead. @param requestId for one sign-in; undefined, on older cards: for all */
export async function declineWaitsOfRun(
  tx: Transaction,
  { runId, caller, requestId }: { runId: string; caller: Caller; requestId: string | undefined },
): Promise<(SettledWait & { signInRequestId: string })[]> {
  return tx.query(
    `update waits set outcome = 'declined', outcome_at = now()
     where run_id = $1 and tenant_id = $2 and aad_object_id = $3 and outcome is null and may_decline
       and ($4::uuid is null or sign_in_request_id = $4)
     returning ${settled}, sign_in_request_id as "signInRequestId"`,
    [runId, caller.tenantId, caller.aadObjectId, requestId ?? null],
  )
}

/** A signer who doesn't want to: ends what one run of somebody else waits for from them. */
export async function declineAsSigner(tx: Transaction, { runId, caller }: { runId: string; caller: Caller }): Promise<SettledOfRun[]> {
  return tx.query(
    `update waits set outcome = 'declined', ended_how = 'cancelled', outcome_at = now()
     where run_id = $1 and tenant_id = $2 and aad_object_id = $3 and outcome is null and signer is not null and kind = 'sign_in'
     returning ${settled}, sign_in_request_id as "signInRequestId"`,
    [runId, caller.tenantId, caller.aadObjectId],
  )
}

/** A signer has left: the runs of others that wait for their sign-in hear that, and not that they were cancelled. */
export async function declineForLeft(tx: Transaction, requestId: string): Promise<void> {
  await tx.query(
    `update waits set outcome = 'declined', ended_how = 'left', outcome_at = now()
     where sign_in_request_id = $1 and outcome is null and signer is not null`,
    [requestId],
  )
}

/** Ends a step's own open wait for a sign-in without a signal: the run itself is asking. `due`: only where its deadline has passed. */
export async function settleOwnWait(
  tx: Transaction,
  { runId, stepKey, outcome, onlyIf }: { runId: string; stepKey: string; outcome: WaitOutcome; onlyIf: 'due' | 'open' },
): Promise<{ signInRequestId: string } | null> {
  const [wait] = await tx.query<{ signInRequestId: string }>(
    `update waits set outcome = $3, outcome_at = now(), signalled_at = now()
     where run_id = $1 and step_key = $2 and kind = 'sign_in' and outcome is null and ($4 = 'open' or deadline_at <= now())
     returning sign_in_request_id as "signInRequestId"`,
    [runId, stepKey, outcome, onlyIf],
  )
  return wait ?? null
}

/** A wait whose run was woken, or has ended and needs no waking. */
export async function markSignalled(tx: Transaction, waitId: string): Promise<void> {
  await tx.query(`update waits set signalled_at = now() where id = $1 and signalled_at is null`, [waitId])
}
