// How far the end of tokens at their apps has come, counted by app configuration.
import type { Transaction } from '../database.js'

/** Token sets. `open`: the app hasn't confirmed yet and is asked again. `givenUp`: not any more; their text here is gone all the same. */
export interface Endings {
  readonly configurationId: string
  readonly confirmed: number
  readonly open: number
  readonly givenUp: number
}

/** Which revocations: those of some connections, or all that were owed since a moment and those that are owed still. */
export type EndingsOf =
  | { readonly kind: 'connections'; readonly ids: readonly string[] }
  | { readonly kind: 'since'; readonly since: Date; readonly configurationId: string | null }

export async function countEndings(tx: Transaction, of: EndingsOf): Promise<readonly Endings[]> {
  const [which, params] =
    of.kind === 'connections'
      ? ['connection_id = any($1)', [of.ids]]
      : [
          '(created_at >= $1 or done_at is null and given_up_at is null) and ($2::text is null or configuration_id = $2)',
          [of.since, of.configurationId],
        ]
  return tx.query<Endings>(
    `select configuration_id as "configurationId", count(done_at)::int as "confirmed", count(given_up_at)::int as "givenUp",
       count(*) filter (where done_at is null and given_up_at is null)::int as "open"
     from revocations where ${which} group by configuration_id order by configuration_id`,
    params,
  )
}
