// Who may answer a recipe's question: the people it was asked of, and those to whom they passed it on.
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** Somebody to be asked. */
export interface NewAddressee {
  /** Null: nobody in Teams is known by the address yet. */
  readonly caller: Caller | null
  readonly tenantId: string
  readonly name: string
  /** Lower-case. */
  readonly email: string
  readonly teamsUserId: string
  readonly timeZone: string
}

export interface Addressee {
  readonly id: string
  readonly waitId: string
  readonly caller: Caller | null
  readonly name: string
  readonly teamsUserId: string
  readonly timeZone: string
  /** The name of who passed it on to them; null: they were asked. */
  readonly passedBy: string | null
  /** The name of whom they passed it on to; null: they may answer. */
  readonly passedTo: string | null
  /** Of one that passed it on, whether the app asks the other one by now. `left`: it couldn't be done there. Null: there is no app. */
  readonly moveState: 'owed' | 'moved' | 'left' | null
  /** Their card stands in a chat of theirs. */
  readonly isReached: boolean
}

const columns = `one.id, one.wait_id as "waitId", case when one.aad_object_id is not null then json_build_object('tenantId', one.tenant_id, 'aadObjectId', one.aad_object_id) end as caller,
  one.name, one.teams_user_id as "teamsUserId", one.time_zone as "timeZone", one.passed_to as "passedTo", one.move_state as "moveState", one.card_activity_id is not null as "isReached",
  (select name from addressees as before where before.id = one.passed_from) as "passedBy"`

/** @returns the new row's id; null where they are asked already */
export async function addAddressee(
  tx: Transaction,
  {
    waitId,
    person,
    remindAt,
    passedFrom = null,
  }: { waitId: string; person: NewAddressee; remindAt: Date | null; passedFrom?: string | null },
): Promise<string | null> {
  const [added] = await tx.query<{ id: string }>(
    `insert into addressees (wait_id, tenant_id, aad_object_id, name, email, teams_user_id, time_zone, remind_at, passed_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [
      ...[waitId, person.tenantId, person.caller?.aadObjectId ?? null, person.name, person.email, person.teamsUserId],
      ...[person.timeZone, remindAt, passedFrom],
    ],
  )
  return added?.id ?? null
}

/** In the order in which they were asked. */
export async function listAddressees(tx: Transaction, waitId: string): Promise<readonly Addressee[]> {
  return tx.query<Addressee>(`select ${columns} from addressees as one where one.wait_id = $1 order by one.created_at, one.id`, [waitId])
}

export async function findAddressee(tx: Transaction, id: string): Promise<Addressee | null> {
  const [found] = await tx.query<Addressee>(`select ${columns} from addressees as one where one.id = $1`, [id])
  return found ?? null
}

/** Why somebody may not press; null where they may. The caller of the run may not, whoever was asked. */
export function refusedPress(
  { caller, name }: Pick<Addressee, 'caller' | 'name'>,
  { presser, runCaller }: { presser: Caller; runCaller: Caller },
): { readonly kind: 'self' } | { readonly kind: 'not_yours'; readonly owner: string } | null {
  if (isSameCaller(presser, runCaller)) return { kind: 'self' }
  return caller !== null && isSameCaller(presser, caller) ? null : { kind: 'not_yours', owner: name }
}

/** They passed it on: they may answer no more, and their card says so. @param isInApp an app is to ask the other one too */
export async function notePassed(tx: Transaction, { id, to, isInApp }: { id: string; to: string; isInApp: boolean }): Promise<void> {
  await tx.query(
    `update addressees set passed_to = $2, remind_at = null, revision = revision + 1, next_show_at = now(), show_attempts = 0,
       move_state = case when $3 then 'owed' end, move_at = case when $3 then now() end where id = $1`,
    [id, to, isInApp],
  )
}

/** One that somebody passed on, and that their app is to hand on too. */
export interface MoveOwed {
  readonly id: string
  readonly passer: Caller
  readonly profile: { readonly name: string; readonly email: string; readonly timeZone: string; readonly teamsUserId: string }
  readonly to: { readonly caller: Caller | null; readonly name: string; readonly email: string }
}

export async function listMovesOwed(tx: Transaction, waitId: string): Promise<readonly MoveOwed[]> {
  return tx.query<MoveOwed>(
    `select one.id, json_build_object('tenantId', one.tenant_id, 'aadObjectId', one.aad_object_id) as passer,
       json_build_object('name', one.name, 'email', one.email, 'timeZone', one.time_zone, 'teamsUserId', one.teams_user_id) as profile,
       json_build_object('name', next.name, 'email', next.email, 'caller', case when next.aad_object_id is not null
         then json_build_object('tenantId', next.tenant_id, 'aadObjectId', next.aad_object_id) end) as to
     from addressees as one join addressees as next on next.passed_from = one.id where one.wait_id = $1 and one.move_state = 'owed' order by one.created_at`,
    [waitId],
  )
}

/** Their card says it. */
export async function noteMove(tx: Transaction, { id, state }: { id: string; state: 'moved' | 'left' }): Promise<void> {
  await tx.query(
    `update addressees set move_state = $2, move_at = null, revision = revision + 1, next_show_at = now(), show_attempts = 0
     where id = $1 and move_state = 'owed'`,
    [id, state],
  )
}

/** They can be reached now, and are perhaps known by their address only now: what couldn't be delivered is owed again. */
export async function deliverAsks(
  tx: Transaction,
  { caller: { tenantId, aadObjectId }, email, teamsUserId }: { caller: Caller; email: string | null; teamsUserId: string },
): Promise<void> {
  if (email !== null && email !== '')
    await tx.query(
      `update addressees as one set aad_object_id = $2, teams_user_id = $4 where tenant_id = $1 and email = $3 and aad_object_id is null
         and undelivered_at is not null and not exists (select from addressees as other where other.wait_id = one.wait_id and other.aad_object_id = $2)
         and not exists (select from asks join runs on runs.id = asks.run_id where asks.wait_id = one.wait_id and runs.tenant_id = $1 and runs.aad_object_id = $2)`,
      [tenantId, aadObjectId, email.toLowerCase(), teamsUserId],
    )
  await tx.query(
    `update addressees set undelivered_at = null, next_show_at = now(), show_attempts = 0
     where tenant_id = $1 and aad_object_id = $2 and undelivered_at is not null`,
    [tenantId, aadObjectId],
  )
}
