// What a caller decides of a write whose outcome is unknown: asked as a wait for a person, answered once, read by the step when it is tried again.
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { Decision, SettledWait } from './types.js'

/** A question to the caller; its row is a wait of kind person. */
export interface Question {
  readonly id: string
  /** Null while it is open. */
  readonly outcome: 'answered' | 'expired' | 'cancelled' | null
  readonly answer: Decision | null
  readonly outcomeAt: Date | null
  readonly deadlineAt: Date
  /** By the database's clock; negative once it has passed. */
  readonly remainingMs: number
  /** Where its card stands; null: it hasn't been posted. */
  readonly conversationId: string | null
  readonly activityId: string | null
  /** The card shows another deadline than this. */
  readonly isCardBehind: boolean
}

const columns = `id, outcome, answer, outcome_at as "outcomeAt", deadline_at as "deadlineAt",
  (extract(epoch from deadline_at - now()) * 1000)::float8 as "remainingMs", card_conversation_id as "conversationId", card_activity_id as "activityId",
  coalesce(card_until <> deadline_at, false) as "isCardBehind"`

/** The latest of a step; null where its caller was never asked. */
export async function findQuestion(tx: Transaction, runId: string, stepKey: string): Promise<Question | null> {
  const [question] = await tx.query<Question>(
    `select ${columns} from waits where run_id = $1 and step_key = $2 and kind = 'person' order by created_at desc limit 1`,
    [runId, stepKey],
  )
  return question ?? null
}

export interface NewQuestion {
  readonly runId: string
  readonly stepKey: string
  /** Who acted: the run's caller, or a signer. */
  readonly caller: Caller
  /** As in effects. */
  readonly signer?: string | null
  readonly hours: number
}

/** Asks the caller. Lock the effect first, so that two don't ask. */
export async function openQuestion(tx: Transaction, { runId, stepKey, caller, signer = null, hours }: NewQuestion): Promise<void> {
  await tx.query(
    `insert into waits (run_id, step_key, kind, tenant_id, aad_object_id, deadline_at, signer)
     values ($1, $2, 'person', $3, $4, now() + make_interval(hours => $5), $6) on conflict (run_id, step_key) where outcome is null do nothing`,
    [runId, stepKey, caller.tenantId, caller.aadObjectId, hours, signer],
  )
}

/** Where its card stands now, and which deadline it shows: to the millisecond, which is all that a Date has. */
export async function noteQuestionCard(
  tx: Transaction,
  { id, conversationId, activityId, deadlineAt }: { id: string; conversationId: string; activityId: string; deadlineAt: Date },
): Promise<void> {
  await tx.query(
    `update waits set card_conversation_id = $2, card_activity_id = $3,
       card_until = case when date_trunc('milliseconds', deadline_at) = $4 then deadline_at else $4 end where id = $1`,
    [id, conversationId, activityId, deadlineAt],
  )
}

/** Ends the step's open question without an answer and without a signal: the run itself is asking. `due`: only where its deadline has passed. */
export async function endQuestion(
  tx: Transaction,
  { runId, stepKey, outcome, onlyIf }: { runId: string; stepKey: string; outcome: 'expired' | 'cancelled'; onlyIf: 'due' | 'open' },
): Promise<void> {
  await tx.query(
    `update waits set outcome = $3, outcome_at = now(), signalled_at = now()
     where run_id = $1 and step_key = $2 and kind = 'person' and outcome is null and ($4 = 'open' or deadline_at <= now())`,
    [runId, stepKey, outcome, onlyIf],
  )
}

export type Answered =
  | { readonly kind: 'answered'; readonly wait: SettledWait; readonly stepKey: string }
  | { readonly kind: 'not_yours'; readonly owner: string }
  /** Answered before, or ended. */
  | { readonly kind: 'not_waiting' }

type Answer = { readonly about: 'write'; readonly answer: Decision } | { readonly about: 'record'; readonly answer: string }

/** Sets the answer, once, where it is the presser's to give. @param answer about a write, or which record is meant: of the other kind there is none */
export async function answerQuestion(
  tx: Transaction,
  { id, caller, answer, about }: { id: string; caller: Caller } & Answer,
): Promise<Answered> {
  const [asked] = await tx.query<Caller & { owner: string; stepKey: string }>(
    `select waits.tenant_id as "tenantId", waits.aad_object_id as "aadObjectId", step_key as "stepKey",
       coalesce((select one.name from asks join addressees as one on one.id = asks.answered_by where asks.wait_id = waits.signer), runs.caller ->> 'name') as "owner"
     from waits join runs on runs.id = waits.run_id where waits.id = $1 and waits.kind = 'person' and not exists (select from asks where wait_id = waits.id)
       and exists (select from choices where wait_id = waits.id) = $2`,
    [id, about === 'record'],
  )
  if (!asked) return { kind: 'not_waiting' }
  if (!isSameCaller(asked, caller)) return { kind: 'not_yours', owner: asked.owner }
  const [wait] = await tx.query<SettledWait>(
    `update waits set outcome = 'answered', answer = $2, outcome_at = now() where id = $1 and outcome is null and deadline_at > now()
     returning id as "waitId", run_id as "runId", kind`,
    [id, answer],
  )
  return wait ? { kind: 'answered', wait, stepKey: asked.stepKey } : { kind: 'not_waiting' }
}
