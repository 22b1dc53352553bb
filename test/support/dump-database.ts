// Every row of every table as text: what a stolen backup would show.
import pg from 'pg'

export async function dumpDatabase(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    const dumps: string[] = []
    for (const { name } of tables.rows) {
      const rows = await client.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`)
      dumps.push(`-- ${name}`, ...rows.rows.map(({ row }) => row))
    }
    return dumps.join('\n')
  } finally {
    await client.end()
  }
}
