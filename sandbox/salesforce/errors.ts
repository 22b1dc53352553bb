// How Salesforce's REST API says no: a status and an array of codes with sentences.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm

/** Ends a request with Salesforce's own answer. */
export class ApiError extends Error {
  readonly status: number
  readonly errorCode: string
  readonly fields: readonly string[] | undefined

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message)
    this.status = status
    this.errorCode = errorCode
    this.fields = fields
  }

  /** The body as Salesforce sends it. */
  body(): object[] {
    return [{ message: this.message, errorCode: this.errorCode, ...(this.fields && { fields: this.fields }) }]
  }
}

export const sessionInvalid = (): ApiError => new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
export const notFound = (): ApiError => new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist')
export const limitExceeded = (): ApiError => new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
export const malformed = (message: string): ApiError => new ApiError(400, 'MALFORMED_QUERY', message)
