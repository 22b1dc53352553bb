// docs/privacy.md against the schema: every column of every table is on the page, and nothing that is gone.
import { expect, it } from 'vitest'
import { createTestDatabase } from '../support/postgres.js'
import { readRepositoryFile } from '../repository/files.js'

/** What node-pg-migrate keeps of itself. */
const NOT_OURS = 'migrations'

it('docs/privacy.md lists every column that is stored; add a new one there, with what it is for and how long it stays', async () => {
  const { db } = await createTestDatabase()
  const stored = await db.query<{ table: string; columns: string }>(
    `select table_name as "table", string_agg(column_name, ', ' order by ordinal_position) as "columns"
     from information_schema.columns where table_schema = 'public' and table_name <> $1 group by table_name order by table_name`,
    [NOT_OURS],
  )
  const page = readRepositoryFile('docs/privacy.md')
  const listed = [...page.matchAll(/^\| `([a-z_]+)` \| ((?:`[a-z_]+`(?:, )?)+) \|/gm)]
  const said = new Map<string, string[]>()
  for (const [, table = '', columns = ''] of listed)
    said.set(table, [...(said.get(table) ?? []), ...columns.split(', ').map((column) => column.replaceAll('`', ''))])
  const asText = (columns: readonly string[]) => [...columns].sort().join(', ')
  expect(Object.fromEntries([...said].map(([table, columns]) => [table, asText(columns)]))).toEqual(
    Object.fromEntries(stored.map(({ table, columns }) => [table, asText(columns.split(', '))])),
  )
})
