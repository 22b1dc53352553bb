// People who removed Workbot, or whom Teams no longer has: they have a day to come back.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** `not_in_roster`: Teams' roster answered that it doesn't have them. */
export type DepartureWhy = 'uninstalled' | 'not_in_roster'

export interface Departure {
  readonly caller: Caller
  readonly why: DepartureWhy
}

/** The day begins with the first sign. Of who has nothing here that could be ended, nothing is kept. */
export async function noteDeparture(tx: Transaction, { caller, why }: Departure): Promise<void> {
  await tx.query(
    `insert into departures (tenant_id, aad_object_id, why) select $1, $2, $3
     where exists (select from connections where kind = 'personal' and tenant_id = $1 and aad_object_id = $2)
       or exists (select from sign_in_requests where tenant_id = $1 and aad_object_id = $2 and ended_at is null)
     on conflict do nothing`,
    [caller.tenantId, caller.aadObjectId, why],
  )
}

/** They are here: they added Workbot again, or wrote to it. */
export async function cancelDeparture(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<void> {
  await tx.query(`delete from departures where tenant_id = $1 and aad_object_id = $2`, [tenantId, aadObjectId])
}

/** Whose day is over, the longest ago first. */
export async function listDueDepartures(tx: Transaction, limit: number): Promise<readonly Departure[]> {
  return tx.query<Departure>(
    `select json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller, why from departures
     where due_at <= now() order by due_at limit $1`,
    [limit],
  )
}

/** Whether somebody's day is over and they didn't come back. */
export async function isDepartureDue(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<boolean> {
  const due = await tx.query(`select from departures where tenant_id = $1 and aad_object_id = $2 and due_at <= now()`, [
    tenantId,
    aadObjectId,
  ])
  return due.length > 0
}
