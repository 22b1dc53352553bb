// A person's own runs: those that wait for their sign-in, those that are open, and the last that ended.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { openParams, type Params } from './sealed-params.js'
import type { RunState } from './types.js'

export interface OwnRun {
  readonly id: string
  readonly recipe: string
  readonly params: Params
  readonly state: RunState
  readonly acceptedAt: Date
  readonly endedAt: Date | null
  /** Its caller asked for its end; the step under way is finished first. */
  readonly isEnding: boolean
  /** The sign-in that it waits for; null where it doesn't. */
  readonly wait: OwnWait | null
  /** Whom it asks to decide, and until when; null where it asks nobody. */
  readonly asked: { readonly people: readonly string[]; readonly until: Date } | null
}

export interface OwnWait {
  readonly configurationId: string
  readonly requestId: string
  readonly since: Date
  readonly until: Date
  /** Its person has signed in, and is asked whether it should still be done. */
  readonly isStillAsked: boolean
}

interface Row extends Omit<OwnRun, 'params' | 'wait' | 'asked'>, Omit<OwnWait, 'configurationId'> {
  readonly sealed: string
  readonly configurationId: string | null
  readonly askedPeople: readonly string[]
  readonly askedUntil: Date | null
}

const run = `run.id, run.recipe, run.params_sealed as "sealed", run.state, run.accepted_at as "acceptedAt", run.ended_at as "endedAt",
  run.cancel_asked_at is not null as "isEnding",
  array(select one.name from asks join waits as asking on asking.id = asks.wait_id join addressees as one on one.wait_id = asks.wait_id
    where asks.run_id = run.id and asking.outcome is null and one.passed_to is null order by one.created_at, one.id) as "askedPeople",
  (select max(asking.deadline_at) from asks join waits as asking on asking.id = asks.wait_id
    where asks.run_id = run.id and asking.outcome is null) as "askedUntil"`
const wait = `request.configuration_id as "configurationId", request.id as "requestId", wait.created_at as "since", wait.deadline_at as "until",
  wait.still_asked_at is not null as "isStillAsked"`

/** Runs that wait for this person's sign-in, oldest first. */
export async function listWaitingRuns(
  tx: Transaction,
  keys: KeyRing,
  { caller, offset, limit }: { caller: Caller; offset: number; limit: number },
): Promise<OwnRun[]> {
  const rows = await tx.query<Row>(
    `select ${run}, ${wait} from waits as wait join runs as run on run.id = wait.run_id join sign_in_requests as request on request.id = wait.sign_in_request_id
     where wait.tenant_id = $1 and wait.aad_object_id = $2 and wait.outcome is null order by wait.created_at, wait.id offset $3 limit $4`,
    [caller.tenantId, caller.aadObjectId, offset, limit],
  )
  return rows.map((row) => toRun(keys, row))
}

/** How many wait for this person's sign-in. */
export async function countWaitingRuns(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from waits where tenant_id = $1 and aad_object_id = $2 and kind = 'sign_in' and outcome is null`,
    [tenantId, aadObjectId],
  )
  return row?.count ?? 0
}

/** Open runs, newest first. */
export async function listOpenRunsOf(
  tx: Transaction,
  keys: KeyRing,
  { caller, limit }: { caller: Caller; limit: number },
): Promise<OwnRun[]> {
  const rows = await tx.query<Row>(
    `select ${run}, ${wait} from runs as run
       left join waits as wait on wait.run_id = run.id and wait.kind = 'sign_in' and wait.outcome is null and wait.signer is null
       left join sign_in_requests as request on request.id = wait.sign_in_request_id
     where run.tenant_id = $1 and run.aad_object_id = $2 and run.ended_at is null order by run.accepted_at desc limit $3`,
    [caller.tenantId, caller.aadObjectId, limit],
  )
  return rows.map((row) => toRun(keys, row))
}

/** How many of a person's runs are open. */
export async function countOpenRunsOf(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from runs where tenant_id = $1 and aad_object_id = $2 and ended_at is null`,
    [tenantId, aadObjectId],
  )
  return row?.count ?? 0
}

/** The last that ended, newest first by when they began. */
export async function listEndedRunsOf(
  tx: Transaction,
  keys: KeyRing,
  { caller, limit }: { caller: Caller; limit: number },
): Promise<OwnRun[]> {
  const rows = await tx.query<Row>(
    `select ${run}, null as "configurationId" from runs as run
     where run.tenant_id = $1 and run.aad_object_id = $2 and run.ended_at is not null order by run.accepted_at desc limit $3`,
    [caller.tenantId, caller.aadObjectId, limit],
  )
  return rows.map((row) => toRun(keys, row))
}

/** How many of a person's open runs act through their own connection of this configuration. */
export async function countRunsUsing(
  tx: Transaction,
  { caller, configurationId }: { caller: Caller; configurationId: string },
): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from runs where tenant_id = $1 and aad_object_id = $2 and ended_at is null and exists (
       select from jsonb_each(settings -> 'identities') as identity
       where identity.value ->> 'mode' = 'personal' and identity.value ->> 'configuration' = $3)`,
    [caller.tenantId, caller.aadObjectId, configurationId],
  )
  return row?.count ?? 0
}

function toRun(
  keys: KeyRing,
  { sealed, configurationId, requestId, since, until, isStillAsked, askedPeople, askedUntil, ...row }: Row,
): OwnRun {
  return {
    ...row,
    params: openParams(keys, row.id, sealed),
    asked: askedUntil && { people: askedPeople, until: askedUntil },
    wait: configurationId === null ? null : { configurationId, requestId, since, until, isStillAsked },
  }
}
