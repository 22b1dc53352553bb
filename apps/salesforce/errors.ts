// Salesforce's error answers, mapped to the one error model.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
import type { HttpResponse } from '../../http/http.js'
import { ActionRejected, AppUnavailable, AuthExpired, PermissionDenied, RateLimited } from '../errors.js'
import { retryAfterMs } from '../retry-after.js'

/** Salesforce answers errors as an array of these; `fields` names the fields at fault. */
export interface SalesforceError {
  readonly message: string
  readonly errorCode: string
  readonly fields: readonly string[]
}

/** Salesforce refused a write because a record with our key is already there. */
export class DuplicateValue extends ActionRejected {}

/** Throws the class that says what `response` (not 2xx) means for the run. */
export function throwSalesforceError(response: HttpResponse): never {
  const { status } = response
  const first = parseErrors(response.body)[0]
  if (status === 401) throw new AuthExpired('Salesforce says that the session has expired or is invalid.')
  if (first?.errorCode === 'REQUEST_LIMIT_EXCEEDED' || status === 429) {
    throw new RateLimited('Salesforce has had more requests than it allows.', retryAfterMs(response.headers))
  }
  if (status >= 500 || !first) throw new AppUnavailable(`Salesforce answered ${String(status)}.`)
  if (first.errorCode === 'DUPLICATE_VALUE') throw new DuplicateValue(describe(first))
  if (status === 403 || status === 404 || first.errorCode.startsWith('INSUFFICIENT_ACCESS')) throw new PermissionDenied(describe(first))
  throw new ActionRejected(describe(first))
}

function describe({ message, fields }: SalesforceError): string {
  return fields.length > 0 ? `${message} (${fields.join(', ')})` : message
}

function parseErrors(body: string): SalesforceError[] {
  try {
    const parsed: unknown = JSON.parse(body)
    return Array.isArray(parsed) ? parsed.flatMap(parseError) : []
  } catch {
    return []
  }
}

function parseError(entry: unknown): SalesforceError[] {
  if (typeof entry !== 'object' || entry === null) return []
  const { message, errorCode, fields } = entry as Record<string, unknown>
  if (typeof message !== 'string' || typeof errorCode !== 'string') return []
  return [{ message, errorCode, fields: Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [] }]
}
