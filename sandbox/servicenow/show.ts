// How a record is shown: the fields that are asked for and may be read, as values, as display values, or as both.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html (`sysparm_display_value`, `sysparm_fields`)
import type { User } from './accounts.js'
import type { Records } from './records.js'
import { mayRead, mayReadField } from './rights.js'
import { tables, type Row } from './schema.js'

interface Showing {
  readonly user: User
  readonly table: string
  readonly records: Records
  readonly parameters: URLSearchParams
  readonly origin: string
}

export function showRow(row: Row, showing: Showing): object {
  const { table, parameters } = showing
  const asked = parameters
    .get('sysparm_fields')
    ?.split(',')
    .map((name) => name.trim())
  const names = asked ?? Object.keys(tables[table] ?? {})
  const shown = names.flatMap((name) => {
    const reached = reach(row, table, name, showing)
    return reached ? [[name, showField(reached, showing)] as const] : []
  })
  return Object.fromEntries(shown)
}

interface Reached {
  readonly table: string
  readonly row: Row
  readonly field: string
}

/** Follows the references of `sysapproval.short_description`. Undefined where there is no such field, or it may not be read. */
function reach(row: Row, table: string, path: string, showing: Pick<Showing, 'user' | 'records'>): Reached | undefined {
  const [field = '', ...rest] = path.split('.')
  const known = tables[table]?.[field]
  if (!known || !mayReadField(showing.user, field)) return undefined
  if (rest.length === 0) return { table, row, field }
  const target = known.reference === undefined ? undefined : showing.records.find(row[field] ?? '')
  if (!target || known.reference === undefined || !mayRead(showing.user, known.reference, target, showing.records)) return undefined
  return reach(target, known.reference, rest.join('.'), showing)
}

/** For encoded queries: a field's value, or undefined where the table has none of that name. */
export function valueAt(row: Row, table: string, path: string, records: Records): string | undefined {
  const [field = '', ...rest] = path.split('.')
  const known = tables[table]?.[field]
  if (!known) return undefined
  if (rest.length === 0) return row[field] ?? ''
  const target = records.find(row[field] ?? '')
  return known.reference === undefined ? undefined : target ? valueAt(target, known.reference, rest.join('.'), records) : ''
}

function showField({ table, row, field }: Reached, { parameters, records, origin }: Showing): unknown {
  const asked = parameters.get('sysparm_display_value') ?? 'false'
  const known = tables[table]?.[field]
  const value = known?.isJournal ? '' : (row[field] ?? '')
  const display = known?.isJournal ? journalText(row, field, known.label, records) : displayOf(value, known, records)
  const isLinked = known?.reference !== undefined && value !== '' && parameters.get('sysparm_exclude_reference_link') !== 'true'
  const link = isLinked ? { link: `${origin}/api/now/table/${known.reference}/${value}` } : undefined
  if (asked === 'all') return { display_value: display, value, ...link }
  if (asked === 'true') return link ? { display_value: display, ...link } : display
  return link ? { ...link, value } : value
}

function displayOf(
  value: string,
  known: { choices?: Readonly<Record<string, string>>; reference?: string } | undefined,
  records: Records,
): string {
  const target = known?.reference === undefined ? undefined : records.find(value)
  return known?.choices?.[value] ?? target?.number ?? target?.name ?? value
}

/** The newest entry first, each under a line that says when and by whom. */
function journalText(row: Row, element: string, label: string, { journal }: Records): string {
  const entries = journal.filter((entry) => entry.element_id === row.sys_id && entry.element === element).toReversed()
  return entries.map(({ sys_created_on, by, value }) => `${sys_created_on} - ${by} (${label})\n${value}\n\n`).join('')
}
