// Whose account of an app it is: the person who has connected it as theirs.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** Null where nobody has, or more than one. */
export async function findOwnerOfAccount(
  tx: Transaction,
  { tenantId, configurationId, accountKey }: { tenantId: string; configurationId: string; accountKey: string },
): Promise<Caller | null> {
  const owners = await tx.query<Caller>(
    `select tenant_id as "tenantId", aad_object_id as "aadObjectId" from connections
     where kind = 'personal' and tenant_id = $1 and configuration_id = $2 and account_key = $3 limit 2`,
    [tenantId, configurationId, accountKey],
  )
  return owners.length === 1 ? (owners[0] ?? null) : null
}
