// Salesforce's REST API, as far as recipes go: which request is answered by which part.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_list.htm
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { readBody } from '../listen.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { Account } from './accounts.js'
import { processApprovals } from './approvals.js'
import { describeFully, describeObject } from './describe.js'
import { ApiError, malformed, notFound } from './errors.js'
import { postFeedElement } from './feed.js'
import { identityUrl } from './oauth.js'
import { reassignWorkItem, WORK_ITEM } from './reassign.js'
import { runQuery, wholeRecord, type QueryDeps } from './query.js'
import { typeOf } from './records.js'

/** Answers one API request of somebody who is signed in. @throws ApiError */
export type Api = (request: IncomingMessage, url: URL, account: Account) => Promise<ApiAnswer>

/** @param deps.pageSize records in one query answer; Salesforce gives 2,000 */
export function createApi(deps: Omit<QueryDeps, 'apiPath'> & { readonly pageSize: number }): Api {
  const page = createPages(deps.pageSize)
  return async (request, url, account) => {
    const [, apiPath = '', path = ''] = /^(\/services\/data\/v\d\d\.0)(\/.*)?$/.exec(url.pathname) ?? []
    const parts = path.split('/').slice(1).map(decodeURIComponent)
    const asked: Asked = { request, account, query: { ...deps, apiPath }, rest: parts.slice(1) }
    switch (`${request.method ?? ''} ${parts[0] ?? ''}`) {
      case 'GET ':
        return { status: 200, body: resourcesBelow(apiPath, identityUrl(url.origin, account)) }
      case 'GET query':
        return { status: 200, body: parts[1] === undefined ? page.first(asked, url) : page.next(asked, parts[1]) }
      case 'POST process':
        if (parts[1] !== 'approvals') throw notFound()
        return { status: 200, body: await processApprovals(deps, account, await readJson(request)) }
      case 'POST chatter':
        if (parts[1] !== 'feed-elements') throw notFound()
        return { status: 201, body: await postFeedElement(deps.records, account, await readJson(request)) }
      default:
        if (parts[0] !== 'sobjects') throw notFound()
        return answerRecords(asked)
    }
  }
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_discoveryresource.htm */
function resourcesBelow(apiPath: string, identity: string): object {
  const names = ['sobjects', 'query', 'process', 'chatter']
  return { ...Object.fromEntries(names.map((name) => [name, `${apiPath}/${name}`])), identity }
}

interface Asked {
  readonly request: IncomingMessage
  readonly account: Account
  readonly query: QueryDeps
  /** The path's parts after the first. */
  readonly rest: readonly string[]
}

/** `/sobjects/<object>`, `/describe`, `/<id>` and `/<external id field>/<value>`. */
async function answerRecords({ request, account, query, rest }: Asked): Promise<ApiAnswer> {
  const { records } = query
  const [type = '', id, value] = rest
  if (type === WORK_ITEM && request.method === 'PATCH' && id !== undefined) {
    await reassignWorkItem(query, account, id, await readJson(request))
    return { status: 204 }
  }
  const object = typeOf(type)
  const method = request.method ?? ''
  if (id === undefined) {
    if (method === 'GET') return { status: 200, body: { objectDescribe: describeObject(type, object), recentItems: [] } }
    if (method !== 'POST') throw notAllowed(method)
    return { status: 201, body: { id: await records.create(account, type, await readJson(request)), success: true, errors: [] } }
  }
  if (method === 'GET' && id === 'describe') return { status: 200, body: describeFully(type, object, account) }
  if (method === 'GET' && id === 'Workbot_Key__c' && value !== undefined)
    return { status: 200, body: wholeRecord(query, type, records.getByKey(account, type, value)) }
  if (value !== undefined) throw notFound()
  if (method === 'GET') return { status: 200, body: wholeRecord(query, type, records.get(account, type, id)) }
  if (method !== 'PATCH') throw notAllowed(method)
  await records.update(account, { type, id, unmodifiedSince: unmodifiedSince(request) }, await readJson(request))
  return { status: 204 }
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest_conditional_requests.htm */
function unmodifiedSince({ headers }: IncomingMessage): Date | null {
  const said = headers['if-unmodified-since']
  if (typeof said !== 'string') return null
  const date = new Date(said)
  if (Number.isNaN(date.getTime()) || date.toUTCString() !== said)
    throw new ApiError(400, 'INVALID_HEADER', 'Invalid value for header If-Unmodified-Since')
  return date
}

function notAllowed(method: string): ApiError {
  return new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are HEAD,GET,PATCH,DELETE`)
}

/** Query results that are read page by page, each by whoever asked. */
function createPages(size: number) {
  const cursors = new Map<string, { owner: string; records: object[] }>()
  const page = ({ account, query }: Asked, records: object[], { from, locator }: { from: number; locator: string }): object => {
    const done = from + size >= records.length
    if (!done) cursors.set(locator, { owner: account.userId, records })
    const nextRecordsUrl = `${query.apiPath}/query/${locator}-${String(from + size)}`
    return { totalSize: records.length, done, ...(!done && { nextRecordsUrl }), records: records.slice(from, from + size) }
  }
  return {
    first(asked: Asked, url: URL): object {
      const text = url.searchParams.get('q')
      if (text === null) throw malformed('A query string has to be specified')
      return page(asked, runQuery(asked.query, asked.account, text), { from: 0, locator: `01g${randomBytes(8).toString('hex')}` })
    },
    next(asked: Asked, part: string): object {
      const [, locator = '', from = ''] = /^(\w+)-(\d+)$/.exec(part) ?? []
      const cursor = cursors.get(locator)
      if (cursor?.owner !== asked.account.userId) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
      return page(asked, cursor.records, { from: Number(from), locator })
    },
  }
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
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
