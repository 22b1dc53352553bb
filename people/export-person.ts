// Everything that is stored about one person, as JSON: what callers typed and results opened, tokens and hashes left out.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { sealedRunColumns } from '../runs/sealed-columns.js'
import type { AboutFile } from '../runs/stage-file.js'
import { rowsOfPerson } from './rows-of-person.js'

type Row = Readonly<Record<string, unknown>>

/** Secrets and what only proves one, of no use to anybody but Workbot; and the bytes of files, which go within a day and which their sender has. */
const LEFT_OUT = /_hash$|^sealed$|^verifier_sealed$|^secrets_sealed$|^tokens_sealed$|^parked_sealed$/

/** One JSON document; the rows under the names of their tables, their times in ISO 8601. */
export async function exportPerson(tx: Transaction, keys: KeyRing, caller: Caller, by: string): Promise<string> {
  const tables: Record<string, readonly Row[]> = {}
  for (const { table, where } of [...rowsOfPerson, { table: 'audit', where: 'tenant_id = $1 and aad_object_id = $2' }]) {
    const rows = await tx.query<Row>(`select * from ${table} where ${where}`, [caller.tenantId, caller.aadObjectId])
    tables[table] = rows.map((row) => readable(keys, table, row))
  }
  await recordAudit(tx, { event: 'person.exported', caller, detail: { by } })
  return JSON.stringify({ person: caller, exportedAt: new Date(), ...tables }, null, 2)
}

function readable(keys: KeyRing, table: string, row: Row): Row {
  const columns = Object.entries(row).filter(([column]) => !LEFT_OUT.test(column))
  return Object.fromEntries(columns.map(([column, value]) => opened(keys, { table, column, value, row })))
}

/** `params_sealed` becomes `params`. */
function opened(
  keys: KeyRing,
  { table, column, value, row }: { table: string; column: string; value: unknown; row: Row },
): readonly [string, unknown] {
  const sealed = sealedRunColumns.find((each) => each.table === table && each.column === column)
  if (!sealed || typeof value !== 'string') return [column, value]
  const context = [...sealed.context, ...sealed.boundTo.map((name) => String(row[name]))]
  const told = JSON.parse(keys.open(value, context)) as unknown
  return [column.replace('_sealed', ''), table === 'files' ? withoutKey(told as AboutFile) : told]
}

const withoutKey = ({ name, type }: AboutFile): Omit<AboutFile, 'key'> => ({ name, type })
