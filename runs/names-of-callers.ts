// How people are called, as their last run knew them.
import type { Transaction } from '../database.js'

/** By Entra object id; who never ran anything isn't among them. */
export async function namesOfCallers(
  tx: Transaction,
  { tenantId, ids }: { tenantId: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ id: string; name: string }>(
    `select person.id, last.name from unnest($2::text[]) as person (id)
     cross join lateral (select caller ->> 'name' as name from runs where tenant_id = $1 and aad_object_id = person.id
                         order by accepted_at desc limit 1) as last
     where last.name is not null`,
    [tenantId, ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
