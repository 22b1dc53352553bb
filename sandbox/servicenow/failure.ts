// How ServiceNow's REST APIs say no.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import type { ApiAnswer } from '../oauth-app/api-answer.js'

/** Ends a request with ServiceNow's own answer. */
export class Failure extends Error {
  readonly status: number
  readonly detail: string | null

  constructor(status: number, message: string, detail: string | null = null) {
    super(message)
    this.status = status
    this.detail = detail
  }

  /** `{"error":{"message","detail"},"status":"failure"}` */
  answer(): ApiAnswer {
    return { status: this.status, body: { error: { message: this.message, detail: this.detail }, status: 'failure' } }
  }
}

/** A record that the user may not read is told as one that isn't there. */
export const noRecord = (): Failure => new Failure(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval")
export const refusedByAcl = (what: 'Insert' | 'Update' | 'Delete'): Failure =>
  new Failure(403, 'Operation Failed', `ACL Exception ${what} Failed due to security constraints`)
/** @param labels the fields' */
export const mandatory = (labels: readonly string[]): Failure =>
  new Failure(403, 'Operation Failed', `Data Policy Exception: The following fields are mandatory: ${labels.join(', ')}`)
/** An index that an admin made, e.g. on the correlation id; ServiceNow has none there by itself. */
export const notUnique = (field: string, value: string): Failure =>
  new Failure(403, 'Operation Failed', `Unique Key violation detected by database (Duplicate entry '${value}' for key '${field}')`)
export const notAuthenticated = (): ApiAnswer => new Failure(401, 'User Not Authenticated', 'Required to provide Auth information').answer()

/** https://www.servicenow.com/docs/r/api-reference/rest-api-explorer/inbound-REST-API-rate-limiting.html */
export function limitReached(): ApiAnswer {
  const { status, body } = new Failure(429, 'Rate limit exceeded', 'Rate limit of the instance is exceeded').answer()
  const headers = {
    ...{ 'retry-after': '1', 'x-ratelimit-limit': '500', 'x-ratelimit-rule': 'b7f0d3c25a41010e9d263f1e8a7c6b50' },
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1_000) + 1),
  }
  return { status, body, headers }
}
