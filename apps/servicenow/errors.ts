// ServiceNow's error answers, mapped to the one error model.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { z } from 'zod'
import type { HttpResponse } from '../../http/http.js'
import { ActionRejected, AppUnavailable, AuthExpired, PermissionDenied, RateLimited } from '../errors.js'
import { retryAfterMs } from '../retry-after.js'

/** ServiceNow refused a record because a unique index has its value already. */
export class NotUnique extends ActionRejected {}

/** `{"error":{"message":"...","detail":"..."},"status":"failure"}` */
const failure = z.object({ error: z.object({ message: z.string().nullish(), detail: z.string().nullish() }) })

/** A 403 that isn't about rights: a rule of the table, a script of the instance, an index. */
const RULES = /^(Data Policy Exception|Operation against file .* was aborted by Business Rule)/i
const ORDERING = /^Security constraints prevent/i

/** Throws the class that says what `response` (not 2xx) means for the run. */
export function throwServiceNowError(response: HttpResponse): never {
  const { status, headers } = response
  if (status === 401) throw new AuthExpired('ServiceNow says that the user is not authenticated.')
  if (status === 429) throw new RateLimited('ServiceNow has had more requests than it allows.', retryAfterMs(headers))
  if (status === 413) throw new ActionRejected('ServiceNow takes no file of this size.')
  const said = parse(response.body)
  if (status >= 500 || status < 400 || !said) throw new AppUnavailable(`ServiceNow answered ${String(status)}.`)
  if (/Unique Key violation/i.test(said)) throw new NotUnique(said)
  if (RULES.test(said)) throw new ActionRejected(said.replace(/^Data Policy Exception:\s*/i, ''))
  // A record that the user may not read is told as one that isn't there.
  if (status === 403 || status === 404 || ORDERING.test(said)) throw new PermissionDenied(said)
  throw new ActionRejected(said)
}

/** Message and detail as one sentence, less what says nothing; undefined where the body isn't ServiceNow's. */
function parse(body: string): string | undefined {
  try {
    const { message, detail } = failure.parse(JSON.parse(body)).error
    const parts = message === 'Operation Failed' && detail ? [detail] : [message, detail]
    return parts.filter(Boolean).join(': ') || undefined
  } catch {
    return undefined
  }
}
