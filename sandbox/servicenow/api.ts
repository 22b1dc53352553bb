// ServiceNow's REST API, as far as users and incidents go, with its answers when it says no.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import { serviceNowUsers, type User } from './accounts.js'
import { incidents } from './incidents.js'
import { queryTable } from './table.js'

/** `{"error":{"message","detail"},"status":"failure"}` */
export function failure(status: number, message: string, detail: string | null = null): ApiAnswer {
  return { status, body: { error: { message, detail }, status: 'failure' } }
}

export const notAuthenticated = (): ApiAnswer => failure(401, 'User Not Authenticated', 'Required to provide Auth information')
export const limitReached = (): ApiAnswer => ({
  ...failure(429, 'Rate limit exceeded', 'Rate limit of the instance is exceeded'),
  headers: { 'retry-after': '1' },
})

/** Answers one request below `/api/now/` of a user who is signed in. */
export function answerApi(method: string, { pathname, searchParams }: URL, user: User): ApiAnswer {
  if (method !== 'GET') return failure(405, `Method not supported: ${method}`)
  if (pathname === '/api/now/ui/user/current_user') return { status: 200, body: { result: currentUser(user) } }
  const [, table = '', id] = /^\/api\/now(?:\/v\d)?\/table\/(\w+)(?:\/(\w+))?$/.exec(pathname) ?? []
  const rows = readable(table, user)
  if (!rows) return failure(400, `Invalid table ${table}`)
  if (id === undefined) return { status: 200, body: { result: queryTable(rows, searchParams, user) } }
  const [row] = queryTable(
    rows.filter(({ sys_id }) => sys_id === id),
    searchParams,
    user,
  )
  return row
    ? { status: 200, body: { result: row } }
    : failure(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval")
}

/** Undefined where there is no such table. What a user may not read isn't there for them. */
function readable(table: string, user: User): Readonly<Record<string, string>>[] | undefined {
  const isItil = user.roles.includes('itil')
  if (table === 'incident') return incidents.filter(({ caller_id }) => isItil || caller_id === user.sys_id).map((one) => ({ ...one }))
  if (table !== 'sys_user') return undefined
  return serviceNowUsers
    .filter(({ key }) => isItil || (key === user.key && user.readsOwnRow))
    .map(({ sys_id, user_name, email, name }) => ({ sys_id, user_name, email, name }))
}

function currentUser({ sys_id, user_name, name }: User): object {
  return { user_sys_id: sys_id, user_name, user_display_name: name, user_initials: name.replace(/[^A-Z]/g, ''), user_avatar: '' }
}
