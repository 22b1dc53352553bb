// What hangs on an app configuration: tokens that are its client's and its host's, and sign-ins that lead there.
import type { Transaction } from '../database.js'

export interface Held {
  /** Personal connections, and the shared ones; whether they work or need a sign-in. */
  readonly people: number
  readonly shared: number
  /** Sign-ins that somebody is asked for now. */
  readonly requests: number
  /** Token sets whose end the app hasn't confirmed, and grants whose owner is still asked about. */
  readonly endings: number
}

export async function countHeld(tx: Transaction, configurationId: string): Promise<Held> {
  const [row] = await tx.query<Held>(
    `select (select count(*)::int from connections where configuration_id = $1 and kind = 'personal') as "people",
       (select count(*)::int from connections where configuration_id = $1 and kind = 'shared') as "shared",
       (select count(*)::int from sign_in_requests where configuration_id = $1 and ended_at is null) as "requests",
       (select count(*)::int from revocations where configuration_id = $1 and done_at is null and given_up_at is null)
         + (select count(*)::int from sign_in_attempts where configuration_id = $1 and parked_sealed is not null) as "endings"`,
    [configurationId],
  )
  return row ?? { people: 0, shared: 0, requests: 0, endings: 0 }
}

/** Whether any token is here that the app gave, or still has to end. */
export function hasTokens({ people, shared, endings }: Held): boolean {
  return people + shared + endings > 0
}
