// The Table API: reading by encoded queries and pages, and writing by the rules of each table.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { User } from './accounts.js'
import { followDecision } from './approvals.js'
import { runEncodedQuery } from './encoded-query.js'
import { Failure, noRecord, notUnique, refusedByAcl } from './failure.js'
import { applyIncidentRules, newIncident } from './incident-rules.js'
import { pageHeaders } from './page-headers.js'
import type { Note, Records } from './records.js'
import { mayCreate, mayRead, mayWrite, mayWriteField, queryRule } from './rights.js'
import { journalsOf, tables, type Row } from './schema.js'
import { showRow, valueAt } from './show.js'

export interface TableRequest {
  readonly method: string
  readonly url: URL
  readonly table: string
  readonly id: string | undefined
  /** The fields of a write. */
  readonly sent: Readonly<Record<string, unknown>>
  readonly user: User
  readonly records: Records
  /** An admin has made a unique index on `correlation_id`. */
  readonly hasUniqueCorrelation: boolean
}

const DEFAULT_LIMIT = 10_000

/** @throws Failure */
export async function answerTable(asked: TableRequest): Promise<ApiAnswer> {
  const { method, table, id } = asked
  if (!tables[table]) throw new Failure(400, `Invalid table ${table}`)
  if (id === undefined) {
    if (method === 'GET') return list(asked)
    if (method === 'POST') return await create(asked)
  } else {
    if (method === 'GET') return { status: 200, body: { result: show(asked, readable(asked, id)) } }
    if (method === 'PATCH' || method === 'PUT') return await update(asked, id)
    if (method === 'DELETE') {
      readable(asked, id)
      throw refusedByAcl('Delete')
    }
  }
  throw new Failure(405, `Method not supported: ${method}`)
}

const show = ({ user, table, records, url }: TableRequest, row: Row): object =>
  showRow(row, { user, table, records, parameters: url.searchParams, origin: url.origin })

function readable({ user, table, records }: TableRequest, id: string): Row {
  const row = records.rows(table).find(({ sys_id }) => sys_id === id)
  if (!row || !mayRead(user, table, row, records)) throw noRecord()
  return row
}

/** Access rules take rows out of a page that was cut before them. */
function list(asked: TableRequest): ApiAnswer {
  const { user, table, records, url } = asked
  const parameters = url.searchParams
  const valueOf = (row: Row, field: string): string | undefined => valueAt(row, table, field, records)
  const found = runEncodedQuery(queryRule(user, table, records.rows(table)), parameters.get('sysparm_query') ?? '', { user, valueOf })
  const offset = Number(parameters.get('sysparm_offset') ?? 0)
  const limit = Number(parameters.get('sysparm_limit') ?? DEFAULT_LIMIT)
  const page = found.slice(offset, offset + limit).filter((row) => mayRead(user, table, row, records))
  return {
    status: 200,
    body: { result: page.map((row) => show(asked, row)) },
    headers: pageHeaders(url, { offset, limit, total: found.length }),
  }
}

async function create(asked: TableRequest): Promise<ApiAnswer> {
  const { user, table, records, url } = asked
  if (!mayCreate(table)) throw refusedByAcl('Insert')
  const { values, notes } = writable(asked, true)
  const made = applyIncidentRules(null, newIncident(values, user), user)
  refuseSecond(asked, made)
  const row = records.insert(table, user, made)
  records.note(row, user, notes)
  await records.save()
  return {
    status: 201,
    body: { result: show(asked, row) },
    headers: { location: `${url.origin}/api/now/table/${table}/${row.sys_id ?? ''}` },
  }
}

async function update(asked: TableRequest, id: string): Promise<ApiAnswer> {
  const { user, table, records } = asked
  const row = readable(asked, id)
  if (!mayWrite(user, table, row)) throw refusedByAcl('Update')
  const { values, notes } = writable(asked, false)
  const after = { ...row, ...values }
  const isDecided = table === 'sysapproval_approver' && after.state !== row.state
  const ruled = table === 'incident' ? applyIncidentRules({ ...row }, after, user) : after
  if (values.correlation_id !== undefined && values.correlation_id !== row.correlation_id) refuseSecond(asked, ruled)
  records.change(row, user, ruled, notes)
  if (isDecided) followDecision(records, user, row)
  await records.save()
  return { status: 200, body: { result: show(asked, row) } }
}

/** What is left of the fields that were sent: those that are there, and that the user may write. */
function writable({ table, sent, user }: TableRequest, isNew: boolean): { values: Row; notes: Note[] } {
  const journals = journalsOf(table)
  const kept = Object.entries(sent).filter(
    ([name]) => tables[table]?.[name] && !tables[table][name].isReadOnly && mayWriteField(user, table, name, isNew),
  )
  const texts = kept.map(([name, value]) => [name, asText(value)] as [string, string])
  return {
    values: Object.fromEntries(texts.filter(([name]) => !journals.includes(name))),
    notes: texts.filter(([name, text]) => journals.includes(name) && text !== ''),
  }
}

function refuseSecond({ table, records, hasUniqueCorrelation }: TableRequest, { correlation_id: key = '' }: Row): void {
  if (!hasUniqueCorrelation || key === '') return
  if (records.rows(table).some((row) => row.correlation_id === key)) throw notUnique('correlation_id', key)
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
