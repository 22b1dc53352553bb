// Waits of one step for a sign-in: opened once, read by the step when it is tried again.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { remindersFor } from './reminders.js'
import type { WaitKind, WaitOutcome } from './types.js'

const HOUR_MS = 3_600_000

export interface NewWait {
  readonly runId: string
  readonly stepKey: string
  /** Who is to sign in. */
  readonly caller: Caller
  readonly signInRequestId: string
  /** Version of the connection that wasn't usable; null where there was none. */
  readonly versionSeen: number | null
  readonly hours: number
  /** The person's own, for reminders: IANA. */
  readonly timeZone: string
  /** Left out: they are reminded. */
  readonly remind?: boolean
  /** The recipe asked ahead: its caller may go on without. */
  readonly mayDecline?: boolean
  /** As in effects. */
  readonly signer?: string | null
  /** Asked for in the run's one card of several sign-ins. */
  readonly isJoint?: boolean
}

/** Opens a wait for a sign-in. `existing`: the step already waits. */
export async function openWait(tx: Transaction, wait: NewWait): Promise<'opened' | 'existing'> {
  const from = new Date()
  const deadline = new Date(from.getTime() + wait.hours * HOUR_MS)
  const [remindAt = null, remindAgainAt = null] = wait.remind === false ? [] : remindersFor({ from, deadline, timeZone: wait.timeZone })
  const inserted = await tx.query(
    `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, sign_in_request_id, version_seen, deadline_at, may_decline, remind_at, remind_again_at, signer, is_joint)
     values ($1, $2, 'sign_in', $3, $4, $5, $6, now() + make_interval(hours => $7), $8, $9, $10, $11, $12)
     on conflict (run_id, step_key) where outcome is null do nothing returning id`,
    [
      ...[wait.runId, wait.stepKey, wait.caller.tenantId, wait.caller.aadObjectId, wait.signInRequestId, wait.versionSeen],
      ...[wait.hours, wait.mayDecline ?? false, remindAt, remindAgainAt, wait.signer ?? null, wait.isJoint ?? false],
    ],
  )
  return inserted.length > 0 ? 'opened' : 'existing'
}

export interface StepWait {
  readonly id: string
  readonly outcome: WaitOutcome | null
  /** Open, though its person has signed in: they are asked whether it should still be done. */
  readonly isStillAsked: boolean
  /** It was asked about, so that its outcome may be long after the sign-in. */
  readonly wasStillAsked: boolean
  readonly signInRequestId: string
  readonly deadlineAt: Date
  /** By the database's clock; negative once it has passed. */
  readonly remainingMs: number
}

/** The step's latest wait for a sign-in, or null where it never waited for one. */
export async function findStepWait(tx: Transaction, runId: string, stepKey: string): Promise<StepWait | null> {
  const [wait] = await tx.query<StepWait>(
    `select id, outcome, outcome is null and still_asked_at is not null as "isStillAsked",
       still_asked_at is not null as "wasStillAsked", sign_in_request_id as "signInRequestId", deadline_at as "deadlineAt",
       (extract(epoch from deadline_at - now()) * 1000)::float8 as "remainingMs"
     from waits where run_id = $1 and step_key = $2 and kind = 'sign_in' order by created_at desc limit 1`,
    [runId, stepKey],
  )
  return wait ?? null
}

export interface DeclinedSigner {
  readonly name: string
  /** `denied`: at the app. */
  readonly how: 'cancelled' | 'left' | 'denied'
}

/** Who answered a question of the run, and then didn't sign in; null where it was its caller who declined. */
export async function findDeclinedSigner(tx: Transaction, runId: string): Promise<DeclinedSigner | null> {
  const [last] = await tx.query<{ name: string | null; how: DeclinedSigner['how'] }>(
    `select case when waits.signer is not null then coalesce(one.name, '') end as "name", coalesce(waits.ended_how, 'denied') as "how"
     from waits left join asks on asks.wait_id = waits.signer left join addressees as one on one.id = asks.answered_by
     where waits.run_id = $1 and waits.kind = 'sign_in' and waits.outcome = 'declined' order by waits.outcome_at desc limit 1`,
    [runId],
  )
  return last && last.name !== null ? { name: last.name, how: last.how } : null
}

/** When the last of a run's waits of a kind was to end, and whether what wasn't answered was the question of a late sign-in; for saying that it did. */
export async function findLastDeadline(
  tx: Transaction,
  runId: string,
  kind: WaitKind,
): Promise<{ deadlineAt: Date; wasStillAsked: boolean } | null> {
  const [wait] = await tx.query<{ deadlineAt: Date; wasStillAsked: boolean }>(
    `select deadline_at as "deadlineAt", still_asked_at is not null as "wasStillAsked" from waits where run_id = $1 and kind = $2 order by created_at desc limit 1`,
    [runId, kind],
  )
  return wait ?? null
}
