// ServiceNow's error answers, mapped to the one error model.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { z } from 'zod'
import type { HttpResponse } from '../../http/http.js'
import { ActionRejected, AppUnavailable, AuthExpired, PermissionDenied, RateLimited } from '../errors.js'
import { retryAfterMs } from '../retry-after.js'

/** `{"error":{"message":"...","detail":"..."},"status":"failure"}` */
const failure = z.object({ error: z.object({ message: z.string().nullish(), detail: z.string().nullish() }) })

/** Throws the class that says what `response` (not 2xx) means for the run. */
export function throwServiceNowError(response: HttpResponse): never {
  const { status, headers } = response
  if (status === 401) throw new AuthExpired('ServiceNow says that the user is not authenticated.')
  if (status === 429) throw new RateLimited('ServiceNow has had more requests than it allows.', retryAfterMs(headers))
  const said = parse(response.body)
  if (status >= 500 || status < 400 || !said) throw new AppUnavailable(`ServiceNow answered ${String(status)}.`)
  // A record that the user may not read is told as one that isn't there.
  if (status === 403 || status === 404) throw new PermissionDenied(said)
  throw new ActionRejected(said)
}

/** Message and detail as one sentence; undefined where the body isn't ServiceNow's. */
function parse(body: string): string | undefined {
  try {
    const { message, detail } = failure.parse(JSON.parse(body)).error
    return [message, detail].filter(Boolean).join(': ') || undefined
  } catch {
    return undefined
  }
}
