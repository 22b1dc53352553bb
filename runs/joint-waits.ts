// The sign-ins that a run asks for in one card, as its rows say now.
import type { Transaction } from '../database.js'
import type { WaitOutcome } from './types.js'

/** One of them. `wait` is null where the app was connected before, so that nobody was asked. */
export interface JointWait {
  readonly app: string
  readonly wait: {
    readonly requestId: string
    /** Null while it is open. */
    readonly outcome: WaitOutcome | null
    /** Open, though its person has signed in: they are asked whether the run should still be done. */
    readonly isStillAsked: boolean
    /** The recipe goes on without it. */
    readonly mayDecline: boolean
    readonly deadlineAt: Date
    /** Somebody set out for the app and didn't come back. */
    readonly isMissed: boolean
  } | null
}

type Row = Omit<NonNullable<JointWait['wait']>, 'requestId'> & { readonly app: string; readonly requestId: string | null }

/** In the card's order. */
export async function jointWaitsOfRun(tx: Transaction, runId: string): Promise<JointWait[]> {
  const rows = await tx.query<Row>(
    `select named.app, wait.sign_in_request_id as "requestId", wait.outcome, wait.outcome is null and wait.still_asked_at is not null as "isStillAsked",
       wait.may_decline as "mayDecline", wait.deadline_at as "deadlineAt", request.ended_at is null and request.missed_at is not null as "isMissed"
     from joint_sign_ins as joint cross join lateral unnest(joint.apps) with ordinality as named(app, place)
       left join lateral (select * from waits where run_id = joint.run_id and step_key = named.app || '.signIn'
         order by created_at desc limit 1) as wait on true
       left join sign_in_requests as request on request.id = wait.sign_in_request_id
     where joint.run_id = $1 order by named.place`,
    [runId],
  )
  return rows.map(({ app, requestId, ...wait }) => ({ app, wait: requestId === null ? null : { requestId, ...wait } }))
}

/** The runs that ask, or asked, for this sign-in in a card with others. */
export async function jointRunsOfRequest(tx: Transaction, requestId: string): Promise<string[]> {
  const runs = await tx.query<{ runId: string }>(
    `select distinct run_id as "runId" from waits where sign_in_request_id = $1 and is_joint`,
    [requestId],
  )
  return runs.map(({ runId }) => runId)
}
