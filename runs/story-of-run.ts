// One run as its rows tell it: whose it is, what it waited for, whom it asked, what it wrote as whom. Nothing sealed is opened.
import type { Caller, CallerProfile } from '../caller.js'
import type { Transaction } from '../database.js'
import type { RunSettings, RunState, WaitKind } from './types.js'

export interface RunFacts {
  readonly id: string
  readonly recipe: string
  readonly caller: Caller
  readonly profile: CallerProfile
  readonly settings: RunSettings
  readonly state: RunState
  readonly temporalRunId: string | null
  readonly acceptedAt: Date
  readonly endedAt: Date | null
  readonly postedAt: Date | null
  /** Who ended it, where that wasn't its caller. */
  readonly stoppedBy: string | null
  readonly cancelAskedAt: Date | null
  readonly conversation: {
    readonly id: string
    readonly kind: 'personal' | 'channel' | 'group'
    readonly name: string | null
    /** The Teams activity of the command. */
    readonly replyToId: string | null
  }
}

export interface WaitTold {
  readonly stepKey: string
  readonly kind: WaitKind
  readonly since: Date
  readonly until: Date
  readonly outcome: string | null
  readonly outcomeAt: Date | null
  readonly answer: string | null
  /** Signed in late, and asked whether it should still be done. */
  readonly isStillAsked: boolean
  /** Of the sign-in. */
  readonly configurationId: string | null
  /** The name of whose sign-in it is, where that isn't the caller. */
  readonly signer: string | null
  /** A recipe's question: whom it asks, and who answered. */
  readonly asked: readonly string[]
  readonly answeredBy: string | null
}

export interface EffectTold {
  readonly stepKey: string
  readonly app: string
  readonly appAccount: string
  readonly identity: 'shared' | 'personal'
  readonly signer: string | null
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly unknownAt: Date | null
  /** The run that sent it, where this one only took it over. */
  readonly carriedFrom: string | null
}

export interface CalledTold {
  readonly id: string
  readonly recipe: string
  readonly state: RunState
  readonly acceptedAt: Date
}

/** The run's own row, or null. */
export async function findRunFacts(tx: Transaction, id: string): Promise<RunFacts | null> {
  const [run] = await tx.query<RunFacts>(
    `select run.id, run.recipe, json_build_object('tenantId', run.tenant_id, 'aadObjectId', run.aad_object_id) as "caller", run.caller as "profile",
       run.settings, run.state, run.temporal_run_id as "temporalRunId", run.accepted_at as "acceptedAt", run.ended_at as "endedAt",
       run.posted_at as "postedAt", run.stopped_by as "stoppedBy", run.cancel_asked_at as "cancelAskedAt",
       json_build_object('id', place.conversation_id, 'kind', place.kind, 'name', place.name, 'replyToId', run.reply_to_id) as "conversation"
     from runs as run join conversation_references as place using (conversation_id) where run.id = $1`,
    [id],
  )
  return run ?? null
}

/** Who answered the question that gave the right to act. */
const signerOf = (table: string): string =>
  `(select one.name from asks join addressees as one on one.id = asks.answered_by where asks.wait_id = ${table}.signer)`

/** Oldest first. */
export async function listWaitsTold(tx: Transaction, runId: string): Promise<readonly WaitTold[]> {
  return tx.query<WaitTold>(
    `select wait.step_key as "stepKey", wait.kind, wait.created_at as "since", wait.deadline_at as "until", wait.outcome,
       wait.outcome_at as "outcomeAt", wait.answer, wait.outcome is null and wait.still_asked_at is not null as "isStillAsked",
       request.configuration_id as "configurationId", ${signerOf('wait')} as "signer",
       array(select one.name from addressees as one where one.wait_id = wait.id and one.passed_from is null order by one.created_at, one.id) as "asked",
       (select one.name from asks join addressees as one on one.id = asks.answered_by where asks.wait_id = wait.id) as "answeredBy"
     from waits as wait left join sign_in_requests as request on request.id = wait.sign_in_request_id
     where wait.run_id = $1 order by wait.created_at, wait.id`,
    [runId],
  )
}

/** In the order in which they were begun. */
export async function listEffectsTold(tx: Transaction, runId: string): Promise<readonly EffectTold[]> {
  return tx.query<EffectTold>(
    `select step_key as "stepKey", app, app_account as "appAccount", identity, ${signerOf('effects')} as "signer",
       started_at as "startedAt", finished_at as "finishedAt", unknown_at as "unknownAt", carried_from as "carriedFrom"
     from effects where run_id = $1 order by started_at, step_key`,
    [runId],
  )
}

/** The runs that it called; they are its caller's, and of its own time. */
export async function listCalledTold(tx: Transaction, { id, caller, acceptedAt, endedAt }: RunFacts): Promise<readonly CalledTold[]> {
  return tx.query<CalledTold>(
    `select id, recipe, state, accepted_at as "acceptedAt" from runs
     where tenant_id = $2 and aad_object_id = $3 and accepted_at >= $4 and accepted_at <= coalesce($5, now())
       and settings -> 'calledBy' ->> 'run' = $1 order by accepted_at, id`,
    [id, caller.tenantId, caller.aadObjectId, acceptedAt, endedAt],
  )
}
