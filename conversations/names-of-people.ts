// How people are called in their own chats with Workbot.
import type { Transaction } from '../database.js'

/** By Entra object id; who never had such a chat isn't among them. */
export async function namesInChats(
  tx: Transaction,
  { tenantId, ids }: { tenantId: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ id: string; name: string }>(
    `select distinct on (aad_object_id) aad_object_id as id, reference -> 'user' ->> 'name' as name from conversation_references
     where tenant_id = $1 and aad_object_id = any($2) and kind = 'personal' and reference -> 'user' ->> 'name' <> ''
     order by aad_object_id, updated_at desc`,
    [tenantId, ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
