// How many would have to sign in again, were the connections of an app configuration ended.
import type { Transaction } from '../database.js'

/** `people`: personal connections that work now; `shared`: whether the workspace's does. */
export async function countConnected(
  tx: Transaction,
  configurationId: string,
): Promise<{ readonly people: number; readonly shared: boolean }> {
  const [row] = await tx.query<{ people: number; shared: boolean }>(
    `select count(*) filter (where kind = 'personal')::int as people, coalesce(bool_or(kind = 'shared'), false) as shared
     from connections where configuration_id = $1 and state = 'connected'`,
    [configurationId],
  )
  return row ?? { people: 0, shared: false }
}
