// Answers SOQL over what an account may see.
import type { Account } from './accounts.js'
import { ApiError } from './errors.js'
import type { StoredRecord } from './records.js'
import { parseSoql, type Literal, type Soql } from './soql.js'
import { rowOf, tableOf, type Row, type TableDeps } from './tables.js'

export interface QueryDeps extends TableDeps {
  /** `/services/data/v64.0` */
  readonly apiPath: string
}

/** All matching records in Salesforce's shape. @throws ApiError for a query that it doesn't understand */
export function runQuery(deps: QueryDeps, account: Account, text: string): object[] {
  const query = parseSoql(text)
  const rows = rowsOf(deps, account, query)
  const type = rows.type
  for (const field of [...query.fields, ...query.where.map((one) => one.field), ...query.orderBy.map((one) => one.field)]) {
    if (!rows.fields.has(field.toLowerCase())) {
      throw new ApiError(
        400,
        'INVALID_FIELD',
        `No such column '${field}' on entity '${type}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`,
      )
    }
  }
  const matching = rows.all.filter((row) =>
    query.where.every((condition) => matches(row[condition.field.toLowerCase()] ?? null, condition)),
  )
  matching.sort((one, other) => compareRows(one, other, query.orderBy))
  const chosen = matching.slice(query.offset, query.limit === null ? undefined : query.offset + query.limit)
  return chosen.map((row) => shape(row, query.fields, type, rows.fields, deps.apiPath))
}

/** One record with all fields, as `GET /sobjects/<object>/<id>` gives it. */
export function wholeRecord(deps: QueryDeps, type: string, record: StoredRecord): object {
  const row = rowOf(deps, type, record)
  const fields = Object.keys(row).filter((field) => !field.includes('.'))
  const names = new Map(fields.map((field) => [field.toLowerCase(), field]))
  return shape(lowered(row), fields, type, names, deps.apiPath)
}

/** As in a real org: what a run writes is looked up by these. */
const INDEXED = ['Id', 'Workbot_Key__c']

interface Rows {
  readonly type: string
  readonly all: Row[]
  readonly fields: Map<string, string>
}

function rowsOf(deps: QueryDeps, account: Account, { object, where }: Soql): Rows {
  const found = where.flatMap((condition) => {
    const field = INDEXED.find((name) => name.toLowerCase() === condition.field.toLowerCase())
    return field && condition.operator === '=' ? [(stored: StoredRecord) => matches(stored[field] ?? null, condition)] : []
  })
  const table = tableOf(deps, account, object, (stored) => found.every((fits) => fits(stored)))
  if (!table) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${object}' is not supported.`)
  const fields = new Map(Object.keys(table.example).map((field) => [field.toLowerCase(), field]))
  return { type: table.type, all: table.rows.map(lowered), fields }
}

function lowered(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field.toLowerCase(), value]))
}

/** Text compares without case, as in Salesforce. */
function matches(value: Literal, { operator, values }: Soql['where'][number]): boolean {
  const [wanted = null] = values
  if (operator === 'in') return values.some((one) => compare(value, one) === 0)
  if (operator === 'like') return typeof value === 'string' && typeof wanted === 'string' && likePattern(wanted).test(value)
  if (operator === '=') return compare(value, wanted) === 0
  if (operator === '!=') return compare(value, wanted) !== 0
  if (value === null || wanted === null) return false
  const order = compare(value, wanted)
  return { '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[operator]
}

/** `\%` and `\_` are the characters themselves. */
function likePattern(pattern: string): RegExp {
  const source = pattern.replace(/\\([%_])|[.*+?^${}()|[\]\\%_]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped
    return { '%': '.*', _: '.' }[found] ?? `\\${found}`
  })
  return new RegExp(`^${source}$`, 'is')
}

function compare(one: Literal, other: Literal): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1
  if (typeof one === 'string' && typeof other === 'string') return one.toLowerCase().localeCompare(other.toLowerCase(), 'en')
  return Number(one) - Number(other)
}

function compareRows(one: Row, other: Row, orderBy: Soql['orderBy']): number {
  for (const { field, descending, nullsLast } of orderBy) {
    const [left, right] = [one[field.toLowerCase()] ?? null, other[field.toLowerCase()] ?? null]
    const order = compare(left, right)
    if (order === 0) continue
    if (left === null || right === null) return (left === null) === nullsLast ? 1 : -1
    return descending ? -order : order
  }
  return 0
}

/** Only the asked fields, parents nested, each record with its type and address. */
function shape(row: Row, asked: readonly string[], type: string, names: Map<string, string>, apiPath: string): object {
  const record: Record<string, unknown> = { attributes: { type, url: `${apiPath}/sobjects/${type}/${String(row.id ?? '')}` } }
  for (const field of asked) put(record, (names.get(field.toLowerCase()) ?? field).split('.'), row[field.toLowerCase()] ?? null)
  return record
}

function put(record: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: Literal): void {
  if (rest.length === 0) {
    record[first] = value
    return
  }
  const parent = (record[first] ??= {
    attributes: { type: first === 'Owner' || first.endsWith('By') || first === 'Actor' ? 'User' : first },
  })
  put(parent as Record<string, unknown>, rest, value)
}
