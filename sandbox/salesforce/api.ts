// Salesforce's REST API, as far as opportunities go.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_list.htm
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { readBody } from '../listen.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { Account } from './accounts.js'
import { ApiError, malformed, notFound } from './errors.js'
import { stages } from './opportunities.js'
import { runQuery, wholeRecord, type QueryDeps } from './query.js'

/** Answers one API request of somebody who is signed in. @throws ApiError */
export type Api = (request: IncomingMessage, url: URL, account: Account) => Promise<ApiAnswer>

/** @param deps.pageSize records in one query answer; Salesforce gives 2,000 */
export function createApi(deps: Omit<QueryDeps, 'apiPath'> & { readonly pageSize: number }): Api {
  /** Query results that are read page by page. */
  const cursors = new Map<string, { owner: string; records: object[] }>()

  const page = (records: object[], from: number, account: Account, apiPath: string, locator?: string): object => {
    const done = from + deps.pageSize >= records.length
    const cursor = locator ?? `01g${randomBytes(8).toString('hex')}`
    if (!done) cursors.set(cursor, { owner: account.userId, records })
    const nextRecordsUrl = `${apiPath}/query/${cursor}-${String(from + deps.pageSize)}`
    return { totalSize: records.length, done, ...(!done && { nextRecordsUrl }), records: records.slice(from, from + deps.pageSize) }
  }

  return async (request, url, account) => {
    const [, apiPath = '', path = ''] = /^(\/services\/data\/v\d\d\.0)(\/.*)?$/.exec(url.pathname) ?? []
    const { opportunities } = deps
    const query = { ...deps, apiPath }
    const parts = path.split('/').slice(1).map(decodeURIComponent)
    const method = request.method ?? ''
    const route = `${method} ${parts.slice(0, 2).join('/')}${parts.length > 2 ? '/…' : ''}`

    if (route === 'GET query') {
      const text = url.searchParams.get('q')
      if (text === null) throw malformed('A query string has to be specified')
      return { status: 200, body: page(runQuery(query, account, text), 0, account, apiPath) }
    }
    if (method === 'GET' && parts[0] === 'query' && parts.length === 2) {
      const [, locator = '', from = ''] = /^(\w+)-(\d+)$/.exec(parts[1] ?? '') ?? []
      const cursor = cursors.get(locator)
      if (cursor?.owner !== account.userId) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
      return { status: 200, body: page(cursor.records, Number(from), account, apiPath, locator) }
    }
    if (parts[0] !== 'sobjects' || parts[1] !== 'Opportunity') throw notFound()
    if (route === 'POST sobjects/Opportunity') {
      return { status: 201, body: { id: await opportunities.create(account, await readFields(request)), success: true, errors: [] } }
    }
    if (route === 'GET sobjects/Opportunity') return { status: 200, body: { objectDescribe: described, recentItems: [] } }
    const [, , id = '', value] = parts
    if (method === 'GET' && id === 'describe' && value === undefined) return { status: 200, body: { ...described, fields } }
    if (method === 'GET' && id === 'Workbot_Key__c' && value !== undefined) {
      return { status: 200, body: wholeRecord(query, opportunities.getByKey(account, value)) }
    }
    if (value !== undefined || id === '') throw notFound()
    if (method === 'GET') return { status: 200, body: wholeRecord(query, opportunities.get(account, id)) }
    if (method === 'PATCH') {
      await opportunities.update(account, id, await readFields(request))
      return { status: 204 }
    }
    throw new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are HEAD,GET,PATCH,DELETE`)
  }
}

async function readFields(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content type '${request.headers['content-type'] ?? ''}' is not supported.`)
  }
  try {
    const parsed: unknown = JSON.parse(await readBody(request))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>
  } catch {
    // Told below, as any other body that isn't an object.
  }
  throw new ApiError(
    400,
    'JSON_PARSER_ERROR',
    'The HTTP entity body is required, but this request has no entity body or one that is not a JSON object.',
  )
}

const described = { name: 'Opportunity', label: 'Opportunity', keyPrefix: '006', createable: true, updateable: true, queryable: true }
const fields = [
  { name: 'Name', type: 'string', nillable: false, length: 120 },
  {
    name: 'StageName',
    type: 'picklist',
    nillable: false,
    restrictedPicklist: true,
    picklistValues: Object.keys(stages).map((value) => ({ value, label: value, active: true })),
  },
  { name: 'CloseDate', type: 'date', nillable: false },
  { name: 'Amount', type: 'currency', nillable: true },
  { name: 'Workbot_Key__c', type: 'string', nillable: true, externalId: true, unique: true, caseSensitive: true, length: 255 },
]
