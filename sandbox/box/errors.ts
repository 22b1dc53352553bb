// How the stand-in for Box says no. https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/
import { randomBytes } from 'node:crypto'
import type { ApiAnswer } from '../oauth-app/api-answer.js'

/** Thrown by whatever answers a request, and sent as its answer. */
export class BoxError extends Error {
  readonly answer: ApiAnswer

  constructor(answer: ApiAnswer) {
    super(`Box answers ${String(answer.status)}.`)
    this.answer = answer
  }
}

/** https://developer.box.com/reference/resources/client-error/ */
export function clientError(status: number, code: string, message: string, contextInfo?: object): ApiAnswer {
  const requestId = randomBytes(8).toString('hex')
  const help = 'http://developers.box.com/docs/#errors'
  const context = contextInfo && { context_info: contextInfo }
  return { status, body: { type: 'error', status, code, ...context, help_url: help, message, request_id: requestId } }
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

export const noSuchPath = (): ApiAnswer => clientError(404, 'not_found', 'Not Found')
export const wrongMethod = (): ApiAnswer => clientError(405, 'method_not_allowed', 'Method Not Allowed')

/** What isn't there, and what this user may not see. */
export function notFound(kind: string, id: string): BoxError {
  const value = `${kind === 'folder' ? 'd' : 'f'}_${id}`
  const message = `Invalid value '${value}'. '${kind}' with value '${value}' not found`
  return new BoxError(clientError(404, 'not_found', 'Not Found', { errors: [{ reason: 'invalid_parameter', name: kind, message }] }))
}

export const forbidden = (): BoxError =>
  new BoxError(clientError(403, 'access_denied_insufficient_permissions', 'Access denied - insufficient permission'))

export function badParameter(
  name: string,
  message: string,
  reason: 'invalid_parameter' | 'missing_parameter' = 'invalid_parameter',
): BoxError {
  return new BoxError(clientError(400, 'bad_request', 'Bad Request', { errors: [{ reason, name, message }] }))
}

export const badRequest = (code: string, message: string): BoxError => new BoxError(clientError(400, code, message))

/** `conflicts` is a list where a folder is in the way of a folder, and the item itself where a file is uploaded. */
export const nameInUse = (conflicts: object): BoxError =>
  new BoxError(clientError(409, 'item_name_in_use', 'Item with the same name already exists', { conflicts }))

export const changedMeanwhile = (): BoxError =>
  new BoxError(clientError(412, 'precondition_failed', 'The resource has been modified. Please retrieve the resource again and retry'))
