// The Table API's way of asking: encoded queries, fields, display values, limits.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import type { User } from './accounts.js'
import { choices } from './incidents.js'

type Row = Readonly<Record<string, string>>

const DEFAULT_LIMIT = 10_000

/** What `rows` (those that the user may read) give for the parameters of one GET. */
export function queryTable(rows: readonly Row[], parameters: URLSearchParams, user: User): object[] {
  const conditions = (parameters.get('sysparm_query') ?? '').split('^').filter(Boolean)
  const found = conditions.reduce<readonly Row[]>((left, condition) => narrow(left, condition, user), rows)
  const offset = Number(parameters.get('sysparm_offset') ?? 0)
  const limit = Number(parameters.get('sysparm_limit') ?? DEFAULT_LIMIT)
  const fields = parameters.get('sysparm_fields')?.split(',')
  const shown = (row: Row): object => {
    const names = (fields ?? Object.keys(row)).filter((name) => row[name] !== undefined)
    return Object.fromEntries(names.map((name) => [name, show(name, row[name] ?? '', parameters.get('sysparm_display_value') ?? 'false')]))
  }
  return found.slice(offset, offset + limit).map(shown)
}

/** A condition that isn't understood, or names no field of the table, is left out, as the real one does unless it is told otherwise. */
function narrow(rows: readonly Row[], condition: string, user: User): readonly Row[] {
  const [, descending, by = ''] = /^ORDERBY(DESC)?(\w+)$/.exec(condition) ?? []
  if (by) return rows.toSorted((one, other) => (one[by] ?? '').localeCompare(other[by] ?? '') * (descending ? -1 : 1))
  const [, field = '', operator, value = ''] = /^(\w+?)(!=|=|LIKE|STARTSWITH)(.*)$/s.exec(condition) ?? []
  if (!operator || rows[0]?.[field] === undefined) return rows
  const wanted = value === 'javascript:gs.getUserID()' ? user.sys_id : value
  return rows.filter(({ [field]: has = '' }) => {
    if (operator === 'LIKE') return has.toLowerCase().includes(wanted.toLowerCase())
    if (operator === 'STARTSWITH') return has.toLowerCase().startsWith(wanted.toLowerCase())
    return (has === wanted) === (operator === '=')
  })
}

function show(name: string, value: string, asked: string): unknown {
  const display = choices[name]?.[value] ?? value
  if (asked === 'all') return { value, display_value: display }
  return asked === 'true' ? display : value
}
