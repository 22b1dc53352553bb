// Whether the role of a connection can change what the audit holds: the programs' own must not.
import type { Transaction } from '../database.js'

export async function findAuditRights(tx: Transaction): Promise<{ readonly role: string; readonly mayChange: boolean }> {
  const [row] = await tx.query<{ role: string; mayChange: boolean }>(
    `select current_user as role,
            has_table_privilege('audit', 'delete, truncate') or has_any_column_privilege('audit', 'update')
              or pg_has_role(relowner, 'member') as "mayChange"
     from pg_class where oid = 'audit'::regclass`,
  )
  if (!row) throw new Error('There is no audit.')
  return row
}
