// Whether silence of an app means that it never heard of the request.
import { HttpError } from '../http/errors.js'
import { isNeverSent } from '../http/never-sent.js'
import type { AppUnavailable } from './errors.js'

/** Nobody was listening: the one kind of silence after which nothing can have been done. */
export function wasNeverSent({ cause }: AppUnavailable): boolean {
  return cause instanceof HttpError && isNeverSent(cause)
}
