// Salesforce's error answers, mapped to the one error model.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
import { z } from 'zod'
import type { HttpResponse } from '../../http/http.js'
import { ActionRejected, type AppError, AppUnavailable, AuthExpired, PermissionDenied, RateLimited } from '../errors.js'
import { retryAfterMs } from '../retry-after.js'

/** Salesforce answers errors as an array of these; `fields` names the fields at fault. */
export interface SalesforceError {
  readonly message: string
  readonly errorCode: string
  readonly fields: readonly string[]
}

/** Salesforce refused a write because a record with our key is already there. */
export class DuplicateValue extends ActionRejected {}
/** A precondition didn't hold: the record was changed since. */
export class RecordChanged extends ActionRejected {}
/** What was named isn't there (any more), e.g. an approval request that was decided. */
export class Gone extends ActionRejected {}

/** Rights: of the account, its profile, its sharing, or of a field. */
const NO_RIGHT = ['API_DISABLED_FOR_ORG', 'INVALID_FIELD_FOR_INSERT_UPDATE', 'CANNOT_UPDATE_CONVERTED_LEAD', 'OPERATION_NOT_ALLOWED']
const GONE = ['INVALID_CROSS_REFERENCE_KEY', 'ENTITY_IS_DELETED', 'ALREADY_PROCESSED']
/** Somebody else's write has the record just now; nothing was done. https://help.salesforce.com/s/articleView?id=000387767 */
const BUSY = 'UNABLE_TO_LOCK_ROW'
const BUSY_MS = 2_000

/** Throws the class that says what `response` (not 2xx) means for the run. */
export function throwSalesforceError(response: HttpResponse): never {
  const { status } = response
  const first = parseErrors(response.body)[0]
  if (status === 401) throw new AuthExpired('Salesforce says that the session has expired or is invalid.')
  if (first?.errorCode === 'REQUEST_LIMIT_EXCEEDED' || status === 429) {
    throw new RateLimited('Salesforce has had more requests than it allows.', retryAfterMs(response.headers))
  }
  // What stands in its body isn't documented.
  if (status === 412) throw new RecordChanged('The record was changed by somebody else since it was read.')
  if (status >= 500 || !first) throw new AppUnavailable(`Salesforce answered ${String(status)}.`)
  if (first.errorCode === 'DUPLICATE_VALUE') throw new DuplicateValue(describe(first))
  if (status === 403 || status === 404) throw new PermissionDenied(describe(first))
  throw errorOf(first)
}

/** What one error of a 4xx answer, or of an answer for several requests, means. */
export function errorOf(error: SalesforceError): AppError {
  const { errorCode } = error
  if (errorCode === BUSY) return new RateLimited('Somebody else is changing the record just now.', BUSY_MS)
  if (errorCode.startsWith('INSUFFICIENT_ACCESS') || NO_RIGHT.includes(errorCode)) return new PermissionDenied(describe(error))
  return GONE.includes(errorCode) ? new Gone(describe(error)) : new ActionRejected(describe(error))
}

/** Its sentence, with the fields where it doesn't name them itself. */
function describe({ message, fields }: SalesforceError): string {
  const unnamed = fields.filter((field) => !message.includes(field))
  return unnamed.length > 0 ? `${message} (${unnamed.join(', ')})` : message
}

const errors = z.array(z.object({ message: z.string(), errorCode: z.string(), fields: z.array(z.string()).catch([]) }))

function parseErrors(body: string): SalesforceError[] {
  try {
    return errors.catch([]).parse(JSON.parse(body))
  } catch {
    return []
  }
}
