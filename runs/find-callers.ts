// Whom an operator means by what they typed: people who have run something, by object id, e-mail address or the beginning of a name.
import type { Transaction } from '../database.js'

const PEOPLE_AT_MOST = 10

/** Entra object ids, few; none where nobody fits. An object id is taken as it is. */
export async function findCallers(tx: Transaction, { tenantId, typed }: { tenantId: string; typed: string }): Promise<readonly string[]> {
  const words = typed.trim().toLowerCase()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(words)) return [words]
  const key = words.includes('@') ? 'email' : 'name'
  // U+10FFFF is the last character there is: an address is whole, a name may go on.
  const rows = await tx.query<{ id: string }>(skipThrough(key), [tenantId, words, key === 'email' ? words : `${words}\u{10FFFF}`])
  return rows.map(({ id }) => id)
}

/** Goes from person to person along the index, however many runs each of them has. */
function skipThrough(key: 'name' | 'email'): string {
  const word = `lower(caller ->> '${key}') collate "C"`
  const next = (after: string): string =>
    `select ${word} as word, aad_object_id as id from runs where tenant_id = $1 and ${word} <= $3 and ${after} order by ${word}, aad_object_id limit 1`
  return `with recursive found as (
      (${next(`${word} >= $2`)})
      union all
      select next.word, next.id from found cross join lateral (${next(`(${word}, aad_object_id) > (found.word, found.id)`)}) as next)
    select distinct id from (select id from found limit ${String(PEOPLE_AT_MOST)}) as few`
}
