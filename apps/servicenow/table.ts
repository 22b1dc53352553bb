// The Table API as actions use it: rows by typed conditions, one row, and writing into one. Values come with what people see of them.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { z } from 'zod'
import type { ActionCall, AppAnswer } from '../define-app.js'
import { encodedQuery, sysId, type Condition } from './encoded-query.js'

const cell = z.object({ value: z.string().nullable(), display_value: z.string().nullable() })
const row = z.record(z.string(), cell)
const one = z.object({ result: row })
const many = z.object({ result: z.array(row) })

/** A record; a field that the account may not read isn't there. */
export type Row = Readonly<Record<string, z.infer<typeof cell>>>

/** As the database has it; empty where it isn't there. Times are `2026-11-22 16:40:05` in UTC. */
export const valueOf = (found: Row, field: string): string => found[field]?.value ?? ''
/** As people see it, in the account's language and time zone. */
export const shownOf = (found: Row, field: string): string => found[field]?.display_value ?? valueOf(found, field)
/** ISO 8601; empty where it isn't there. */
export const timeOf = (found: Row, field: string): string => valueOf(found, field).replace(/^(\S+) (\S+)$/, '$1T$2Z')

export interface Page {
  readonly rows: readonly Row[]
  /** How many match, with those that the account may not read; undefined where ServiceNow didn't say. */
  readonly total: number | undefined
  /** Where the next page begins; null after the last. */
  readonly next: number | null
}

interface Listing {
  readonly conditions: readonly Condition[]
  readonly fields: readonly string[]
  readonly newestBy?: Lowercase<string>
  readonly from?: number
  readonly atMost: number
}
type Requesting = Pick<ActionCall, 'request'>

const shape = (fields: readonly string[]): Record<string, string> => ({
  ...{ sysparm_fields: fields.join(','), sysparm_display_value: 'all', sysparm_exclude_reference_link: 'true' },
})

/** Access rules take rows out of a page after it was cut: a short or empty page isn't the last one. */
export async function listRows({ request }: Requesting, table: string, asked: Listing): Promise<Page> {
  const { conditions, fields, newestBy = 'sys_created_on', from = 0, atMost } = asked
  const query = {
    ...{ sysparm_query: encodedQuery(conditions, newestBy), ...shape(fields) },
    ...{ sysparm_limit: String(atMost), sysparm_offset: String(from) },
  }
  const answer = await request({ method: 'GET', path: `/now/table/${table}`, query })
  const rows = many.parse(answer.json).result
  const total = totalOf(answer)
  const isLast = total === undefined ? rows.length < atMost && !hasNext(answer) : from + atMost >= total
  return { rows, total, next: isLast ? null : from + atMost }
}

function totalOf({ headers }: AppAnswer): number | undefined {
  const said = headers.get('x-total-count')
  return said !== null && /^\d+$/.test(said) ? Number(said) : undefined
}

const hasNext = ({ headers }: AppAnswer): boolean => (headers.get('link') ?? '').includes('rel="next"')

/** @throws PermissionDenied where it isn't there, or not for this account; ActionRejected where `id` is none */
export async function readRow(
  { request }: Requesting,
  table: string,
  { id, fields }: { id: string; fields: readonly string[] },
): Promise<Row> {
  const { json } = await request({ method: 'GET', path: `/now/table/${table}/${sysId(id)}`, query: shape(fields) })
  return one.parse(json).result
}

interface Writing {
  /** Undefined makes a new record. */
  readonly id?: string
  readonly values: Readonly<Record<string, string>>
  readonly fields: readonly string[]
}

/** Gives the record as it is then: a field that the account may not write stays what it was, and nothing is said of it. */
export async function writeRow({ request }: Requesting, table: string, { id, values, fields }: Writing): Promise<Row> {
  const path = `/now/table/${table}${id === undefined ? '' : `/${sysId(id)}`}`
  const { json } = await request({ method: id === undefined ? 'POST' : 'PATCH', path, query: shape(fields), json: values })
  return one.parse(json).result
}
