// Answers of each app's API that mean trouble, and the class of the error model that each must become.
import type { AppErrorKind } from '../../apps/errors.js'
import type { AppId } from '../../apps/index.js'

/** One answer of the app's API, and the class that it must become. */
export interface ErrorCase {
  readonly what: string
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly kind: AppErrorKind
  /** What people are told must hold this. */
  readonly says?: string
}

const passing: readonly ErrorCase[] = [
  { what: 'an answer of 503', status: 503, kind: 'AppUnavailable' },
  { what: 'a redirect', status: 302, kind: 'AppUnavailable' },
  { what: 'a page of HTML with 404', status: 404, body: '<h1>Not here</h1>', kind: 'AppUnavailable' },
  { what: 'too many requests', status: 429, body: '{}', headers: { 'retry-after': '7' }, kind: 'RateLimited' },
]
const salesforceSays = (errorCode: string, message: string): string => JSON.stringify([{ errorCode, message, fields: [] }])
const serviceNowSays = (message: string, detail: string): string => JSON.stringify({ error: { message, detail }, status: 'failure' })
const boxSays = (code: string, message: string): string => JSON.stringify({ type: 'error', status: 400, code, message })

export const errorCases: Readonly<Record<AppId, readonly ErrorCase[]>> = {
  salesforce: [
    ...passing,
    { what: 'a dead session', status: 401, body: salesforceSays('INVALID_SESSION_ID', 'Session expired'), kind: 'AuthExpired' },
    { what: 'used-up requests', status: 403, body: salesforceSays('REQUEST_LIMIT_EXCEEDED', 'Limit exceeded'), kind: 'RateLimited' },
    {
      what: 'a missing right',
      status: 400,
      body: salesforceSays('INSUFFICIENT_ACCESS', 'no access'),
      kind: 'PermissionDenied',
      says: 'no access',
    },
    {
      what: 'a hidden record',
      status: 404,
      body: salesforceSays('NOT_FOUND', 'does not exist'),
      kind: 'PermissionDenied',
      says: 'does not exist',
    },
    { what: 'a wrong field', status: 400, body: salesforceSays('INVALID_FIELD', 'bad value'), kind: 'ActionRejected', says: 'bad value' },
  ],
  servicenow: [
    ...passing,
    { what: 'nobody signed in', status: 401, body: serviceNowSays('User Not Authenticated', 'Required'), kind: 'AuthExpired' },
    {
      what: 'an access rule',
      status: 403,
      body: serviceNowSays('ACL Exception Update Failed', 'security'),
      kind: 'PermissionDenied',
      says: 'ACL Exception Update Failed: security',
    },
    {
      what: 'a hidden record',
      status: 404,
      body: serviceNowSays('No Record found', 'ACL'),
      kind: 'PermissionDenied',
      says: 'No Record found',
    },
    { what: 'a wrong table', status: 400, body: serviceNowSays('Invalid table x', ''), kind: 'ActionRejected', says: 'Invalid table x' },
    {
      what: 'a rule of the table, told with 403',
      status: 403,
      body: serviceNowSays('Operation Failed', 'Data Policy Exception: The following fields are mandatory: Resolution code'),
      kind: 'ActionRejected',
      says: 'The following fields are mandatory: Resolution code',
    },
    {
      what: 'a script of the instance, told with 403',
      status: 403,
      body: serviceNowSays('Operation Failed', "Operation against file 'incident' was aborted by Business Rule 'No Fridays^a1b2'"),
      kind: 'ActionRejected',
      says: 'No Fridays',
    },
    {
      what: 'a missing right on a field',
      status: 403,
      body: serviceNowSays('Operation Failed', 'ACL Exception Update Failed due to security constraints'),
      kind: 'PermissionDenied',
      says: 'ACL Exception Update Failed due to security constraints',
    },
    {
      what: 'an item that is not for this account, told with 400',
      status: 400,
      body: serviceNowSays('Security constraints prevent ordering of Item', ''),
      kind: 'PermissionDenied',
      says: 'prevent ordering',
    },
    {
      what: 'a value that is there already',
      status: 403,
      body: serviceNowSays('Operation Failed', "Unique Key violation detected by database (Duplicate entry 'x' for key 'correlation_id')"),
      kind: 'ActionRejected',
      says: 'correlation_id',
    },
    { what: 'a file that is too large', status: 413, body: '<h1>413</h1>', kind: 'ActionRejected', says: 'no file of this size' },
  ],
  box: [
    ...passing,
    { what: 'a dead token, with an empty body', status: 401, kind: 'AuthExpired' },
    {
      what: 'a missing right',
      status: 403,
      body: boxSays('access_denied_insufficient_permissions', 'Access denied'),
      kind: 'PermissionDenied',
      says: 'Access denied',
    },
    { what: 'a hidden file', status: 404, body: boxSays('not_found', 'Not Found'), kind: 'PermissionDenied', says: 'Not Found' },
    {
      what: 'a name in use',
      status: 409,
      body: boxSays('item_name_in_use', 'Item with the same name already exists'),
      kind: 'ActionRejected',
      says: 'same name',
    },
    {
      what: 'a wrong field',
      status: 400,
      body: JSON.stringify({
        ...{ type: 'error', status: 400, code: 'bad_request', message: 'Bad Request' },
        context_info: { errors: [{ reason: 'invalid_parameter', name: 'role', message: "Invalid value 'king'." }] },
      }),
      kind: 'ActionRejected',
      says: "role: Invalid value 'king'.",
    },
    {
      what: 'a right that Workbot itself lacks',
      status: 403,
      body: boxSays('insufficient_scope', 'The request requires higher privileges'),
      kind: 'PermissionDenied',
      says: 'A Box admin can allow it',
    },
    {
      what: 'an item that is being changed',
      status: 409,
      body: boxSays('operation_blocked_temporary', 'busy'),
      kind: 'RateLimited',
      says: 'busy',
    },
    { what: 'another version', status: 412, body: boxSays('precondition_failed', 'modified'), kind: 'ActionRejected', says: 'modified' },
    {
      what: 'a wrong value, without a sentence',
      status: 400,
      body: boxSays('bad_request', ''),
      kind: 'ActionRejected',
      says: 'bad_request',
    },
  ],
}
