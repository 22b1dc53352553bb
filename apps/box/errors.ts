// Box's error answers, mapped to the one error model. https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/
import { z } from 'zod'
import type { HttpResponse } from '../../http/http.js'
import { ActionRejected, AppUnavailable, AuthExpired, PermissionDenied, RateLimited } from '../errors.js'
import { retryAfterMs } from '../retry-after.js'

/** https://developer.box.com/reference/resources/client-error/ */
const clientError = z.object({ code: z.string().default(''), message: z.string().default('') })

/** Throws the class that says what `response` (not 2xx) means for the run. */
export function throwBoxError(response: HttpResponse): never {
  const { status, headers } = response
  // Its body is often empty; `WWW-Authenticate` says no more.
  if (status === 401) throw new AuthExpired('Box says that the token has expired or is invalid.')
  if (status === 429) throw new RateLimited('Box has had more requests than it allows.', retryAfterMs(headers))
  const said = parse(response.body)
  if (status >= 500 || status < 400 || !said) throw new AppUnavailable(`Box answered ${String(status)}.`)
  if (status === 403 || status === 404) throw new PermissionDenied(said)
  throw new ActionRejected(said)
}

/** The sentence, or the code where there is none; undefined where the body isn't Box's. */
function parse(body: string): string | undefined {
  try {
    const { code, message } = clientError.parse(JSON.parse(body))
    return message || code || undefined
  } catch {
    return undefined
  }
}
