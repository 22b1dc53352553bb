// The newest runs as a table, by recipe, state and person.
import type { Transaction } from '../../database.js'
import { minute, table } from '../../settings/tables.js'
import { printable } from './printable.js'

export interface RunFilter {
  readonly recipe: string | null
  readonly state: string | null
  /** Part of a name, a whole e-mail address, or an object id. */
  readonly person: string | null
  readonly limit: number
}

/** `Since`: since when it waits or has ended; else when it was asked for. */
export async function listRuns(tx: Transaction, { recipe, state, person, limit }: RunFilter): Promise<string> {
  const rows = await tx.query<{ id: string; recipe: string; name: string; state: string; since: Date }>(
    `select id, recipe, caller ->> 'name' as "name", state,
       coalesce(ended_at, (select max(created_at) from waits where run_id = runs.id and outcome is null), accepted_at) as "since"
     from runs
     where ($1::text is null or recipe = $1) and ($2::text is null or state = $2)
       and ($3::text is null or position(lower($3) in lower(caller ->> 'name')) > 0 or lower(caller ->> 'email') = lower($3) or aad_object_id = lower($3))
     order by accepted_at desc limit $4`,
    [recipe, state, person, limit + 1],
  )
  if (rows.length === 0)
    return [recipe, state, person].every((filter) => filter === null) ? 'There are no runs yet.' : 'There is no such run.'
  const shown = table(
    ['Run', 'Recipe', 'Caller', 'State', 'Since'],
    rows.slice(0, limit).map((row) => [row.id, row.recipe, printable(row.name), row.state, minute(row.since)]),
  )
  return rows.length > limit ? `${shown}\n\nThere are more; these are the newest ${String(limit)}. -- --limit shows up to 1000.` : shown
}
