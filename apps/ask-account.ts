// The one request by which an app is asked whose token it is, and how its answers are read.
import type { Http } from '../http/http.js'
import type { Secret } from '../keys/secret.js'

const MAX_BYTES = 65_536

/** What was answered; `json` is undefined where it isn't JSON. */
export interface AccountAnswer {
  readonly status: number
  readonly json: unknown
}

/** GETs `url` with the token. Any status is an answer. @throws HttpError where none came */
export async function askAccount({ http, accessToken }: { http: Http; accessToken: Secret }, url: URL): Promise<AccountAnswer> {
  const headers = { authorization: `Bearer ${accessToken.reveal()}`, accept: 'application/json' }
  const { status, body } = await http({ method: 'GET', url, headers, maxBytes: MAX_BYTES })
  return { status, json: parseJson(body) }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
