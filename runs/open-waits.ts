// The waits that a sign-in request is for: what its card and its page list.
import type { CallerProfile } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { WaitOutcome } from './types.js'
import { openParams, type Params } from './sealed-params.js'

export interface OpenWait {
  readonly waitId: string
  /** Null while it is open. */
  readonly outcome: WaitOutcome | null
  /** Open, though its person has signed in: they are asked whether it should still be done. */
  readonly isStillAsked: boolean
  /** It was asked about, answered or not. */
  readonly wasStillAsked: boolean
  readonly acceptedAt: Date
  readonly runId: string
  readonly recipe: string
  readonly params: Params
  /** Of whose sign-in it is. */
  readonly profile: CallerProfile
  /** The name of whose run it is, where that is somebody else. */
  readonly signsFor: string | null
  readonly deadlineAt: Date
  /** The recipe asked ahead: its caller may go on without. */
  readonly mayDecline: boolean
  /** Asked for in the run's one card of several sign-ins. */
  readonly isJoint: boolean
  /** As whom it has written where it now waits for a sign-in, where it has: it goes on as nobody else. */
  readonly beganAs: string | null
  /** Writes that the run has finished, and the connections that they were made through. */
  readonly stepsDone: number
  readonly actedThrough: readonly string[]
  /** Where the command was typed. */
  readonly conversationId: string
  readonly conversationKind: 'personal' | 'channel' | 'group'
  readonly conversationName: string | null
}

/** Oldest first. Once the request has ended: those that are asked about, if any. */
export async function openWaitsOfRequest(tx: Transaction, keys: KeyRing, requestId: string): Promise<OpenWait[]> {
  return waitsWhere(tx, keys, `waits.sign_in_request_id = $1 and waits.outcome is null`, requestId)
}

/** What the request's card says once it has ended: every run that waited for it. */
export async function waitsOfEndedRequest(tx: Transaction, keys: KeyRing, requestId: string): Promise<OpenWait[]> {
  return waitsWhere(tx, keys, `waits.sign_in_request_id = $1`, requestId)
}

async function waitsWhere(tx: Transaction, keys: KeyRing, condition: string, requestId: string): Promise<OpenWait[]> {
  const rows = await tx.query<Omit<OpenWait, 'params'> & { paramsSealed: string }>(
    `select distinct on (runs.accepted_at, runs.id) waits.outcome, waits.outcome is null and waits.still_asked_at is not null as "isStillAsked",
       waits.still_asked_at is not null as "wasStillAsked", runs.accepted_at as "acceptedAt", waits.id as "waitId", runs.id as "runId", runs.recipe, runs.params_sealed as "paramsSealed", coalesce((select json_build_object('name', one.name, 'email', one.email, 'locale', runs.caller ->> 'locale', 'timeZone', one.time_zone, 'teamsUserId', one.teams_user_id)
         from asks join addressees as one on one.id = asks.answered_by where asks.wait_id = waits.signer), runs.caller::json) as "profile",
       case when waits.signer is not null then runs.caller ->> 'name' end as "signsFor",
       (select count(*)::int from effects where effects.run_id = runs.id and finished_at is not null) as "stepsDone",
       array(select distinct connection_id::text from effects where effects.run_id = runs.id and finished_at is not null) as "actedThrough",
       waits.deadline_at as "deadlineAt", waits.may_decline as "mayDecline", waits.is_joint as "isJoint",
       (select app_account from effects where effects.run_id = runs.id and identity = 'personal' and effects.signer is not distinct from waits.signer and effects.step_key <> waits.step_key
          and effects.app = split_part(waits.step_key, '.', 1) order by started_at limit 1) as "beganAs", conversation.conversation_id as "conversationId", conversation.kind as "conversationKind",
       conversation.name as "conversationName"
     from waits join runs on runs.id = waits.run_id
       join conversation_references as conversation on conversation.conversation_id = runs.conversation_id
     where ${condition} order by runs.accepted_at, runs.id, waits.outcome is null desc`,
    [requestId],
  )
  return rows.map(({ paramsSealed, ...row }) => ({ ...row, params: openParams(keys, row.runId, paramsSealed) }))
}

/** How many runs wait for the request. */
export async function countOpenWaits(tx: Transaction, requestId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as "count" from waits where sign_in_request_id = $1 and outcome is null`,
    [requestId],
  )
  return row?.count ?? 0
}

/** Ids of some of the runs that wait for the request, for their traces. */
export async function someWaitingRuns(tx: Transaction, requestId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct run_id as "id" from waits where sign_in_request_id = $1 and outcome is null limit 20`,
    [requestId],
  )
  return rows.map(({ id }) => id)
}
