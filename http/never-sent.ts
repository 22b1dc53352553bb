// Whether a request that failed surely never reached the other side.
import { HttpRefused, HttpUnreachable, type HttpError } from './errors.js'

/** No address, no route, nobody listening, no connection in time. https://nodejs.org/api/errors.html#common-system-errors and undici's own. */
const BEFORE_SENDING = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

export function isNeverSent(error: HttpError): boolean {
  if (error instanceof HttpRefused) return true
  if (!(error instanceof HttpUnreachable)) return false
  const { code, errors = [] } = (error.cause ?? {}) as { code?: unknown; errors?: readonly { code?: unknown }[] }
  // Several addresses were tried: an AggregateError with one error each.
  const codes = errors.length > 0 ? errors.map((each) => each.code) : [code]
  return codes.every((each) => BEFORE_SENDING.includes(String(each)))
}
