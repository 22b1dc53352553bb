// How many connections work and how many need a sign-in, by app configuration, counted no further than a page needs; and what apps are still to end.
import type { Transaction } from '../database.js'

/** So far it is counted; one more says that there are more. */
export const COUNTED_TO = 1_000

export interface ConnectionCounts {
  readonly configurationId: string
  /** Personal ones; `needsSignIn` are among `all`. Each is at most COUNTED_TO + 1. */
  readonly all: number
  readonly needsSignIn: number
}

/** Of every app configuration. */
export async function countByState(tx: Transaction): Promise<readonly ConnectionCounts[]> {
  // In the order of an index: else the planner reads the table, and goes through all of it where an app has few.
  const some = (which: string): string =>
    `(select count(*)::int from (select from connections where kind = 'personal' and configuration_id = configuration.id ${which} order by connected_at desc limit ${String(COUNTED_TO + 1)}) as counted)`
  return tx.query<ConnectionCounts>(
    `select id as "configurationId", ${some('')} as "all", ${some(`and state = 'needs_sign_in'`)} as "needsSignIn"
     from app_configurations as configuration where removed_at is null`,
  )
}

/** Token sets whose end an app hasn't confirmed and is asked for again; at most COUNTED_TO + 1. */
export async function countRevocationsPending(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as "count" from (
       select from revocations where done_at is null and given_up_at is null limit ${String(COUNTED_TO + 1)}) as counted`,
  )
  return row?.count ?? 0
}
