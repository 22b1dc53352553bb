// Which of the database's tables hold what people did, and which of their columns are moments.
import type { Transaction } from '../../database.js'

export interface ProductTable {
  readonly name: string
  readonly times: readonly string[]
}

/** What was there before the first test, and stays: apps, keys, which programs run, which migrations were applied. */
const standing = ['app_configurations', 'deployment', 'known_keys', 'running_programs', 'migrations']

export async function productTables(tx: Transaction): Promise<ProductTable[]> {
  return tx.query<ProductTable>(
    `select t.table_name as name,
            array(select c.column_name::text from information_schema.columns c
                   where c.table_schema = 'public' and c.table_name = t.table_name
                     and c.data_type = 'timestamp with time zone' and c.is_generated = 'NEVER') as times
       from information_schema.tables t
      where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and t.table_name <> all ($1)
      order by 1`,
    [standing],
  )
}
