// Box's API, as far as the signed-in user goes, with its answers when it says no.
// https://developer.box.com/reference/get-users-me/ and https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/
import { randomBytes } from 'node:crypto'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { User } from './accounts.js'

/** https://developer.box.com/reference/resources/client-error/ */
export function clientError(status: number, code: string, message: string): ApiAnswer {
  const requestId = randomBytes(8).toString('hex')
  const help = 'http://developers.box.com/docs/#errors'
  return { status, body: { type: 'error', status, code, message, help_url: help, request_id: requestId } }
}

/** The body is empty. */
export const unauthorized = (): ApiAnswer => ({
  status: 401,
  headers: {
    'www-authenticate': 'Bearer realm="Service", error="invalid_token", error_description="The access token provided is invalid."',
  },
})
export const limitReached = (): ApiAnswer => ({
  ...clientError(429, 'rate_limit_exceeded', 'Request rate limit exceeded, please try again later'),
  headers: { 'retry-after': '1' },
})

/** Answers one request below `/2.0/` of a user who is signed in. */
export function answerApi(method: string, { pathname, searchParams }: URL, user: User): ApiAnswer {
  if (pathname !== '/2.0/users/me') return clientError(404, 'not_found', 'Not Found')
  if (method !== 'GET') return clientError(405, 'method_not_allowed', 'Method Not Allowed')
  return { status: 200, body: showUser(user, searchParams.get('fields')?.split(',')) }
}

/** With `fields` only the mini user and what is named there comes; `enterprise` comes only so. */
function showUser({ id, name, login, enterprise, spaceUsed }: User, fields: readonly string[] | undefined): object {
  const mini = { type: 'user', id }
  const standard = {
    name,
    login,
    language: 'en',
    timezone: 'Europe/Copenhagen',
    space_amount: 10_737_418_240,
    space_used: spaceUsed,
    status: 'active',
  }
  if (!fields) return { ...mini, ...standard }
  const all: Record<string, unknown> = { ...standard, enterprise: enterprise && { type: 'enterprise', ...enterprise } }
  return { ...mini, ...Object.fromEntries(fields.filter((field) => field in all).map((field) => [field, all[field]])) }
}
