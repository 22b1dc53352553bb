// How each recipe's runs went lately: the newest one, and what the last 24 hours had.
import type { Transaction } from '../database.js'
import type { RunState } from './types.js'

export interface LastRuns {
  readonly recipe: string
  /** The newest. */
  readonly state: RunState
  readonly acceptedAt: Date
  /** In the last 24 hours; `COUNTED_AT_MOST` stands for so many or more. */
  readonly count: number
  /** Of these, those that failed, got stuck or were lost. */
  readonly troubled: number
}

export const COUNTED_AT_MOST = 100

/** As a range, and in the order of the index over recipe and time: by time alone, a recipe that never ran would be looked for in all runs. */
const ofRecipe = `from runs where runs.recipe between wanted.recipe and wanted.recipe`
const newestFirst = `order by runs.recipe, accepted_at desc, id desc`

/** By recipe; one that never ran isn't among them. */
export async function lastRuns(tx: Transaction, recipes: readonly string[]): Promise<ReadonlyMap<string, LastRuns>> {
  const rows = await tx.query<LastRuns>(
    `select wanted.recipe, last.state, last.accepted_at as "acceptedAt", day.count, day.troubled
     from unnest($1::text[]) as wanted (recipe)
     cross join lateral (select state, accepted_at ${ofRecipe} ${newestFirst} limit 1) as last
     cross join lateral (
       select count(*)::int as count, count(*) filter (where state in ('failed', 'stuck', 'lost'))::int as troubled
       from (select state, accepted_at ${ofRecipe} ${newestFirst} limit ${String(COUNTED_AT_MOST)}) as newest
       where accepted_at > now() - interval '24 hours') as day`,
    [recipes],
  )
  return new Map(rows.map((row) => [row.recipe, row]))
}
