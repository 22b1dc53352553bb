// What can go wrong on the way to an app and back; none of the messages holds a URL's query.
import { WorkbotError } from '../errors.js'

/** No answer was had. Whether the other side saw the request is known only for `HttpRefused`: it didn't. */
export abstract class HttpError extends WorkbotError {}

/** The URL or the address behind it isn't one that we may call; nothing was sent. */
export class HttpRefused extends HttpError {
  constructor(why: string) {
    super('WB-HTTP-001', `A request was refused: ${why}`)
  }
}

/** The time limit passed before the whole answer was here. */
export class HttpTimeout extends HttpError {
  constructor(host: string, timeoutMs: number) {
    super('WB-HTTP-002', `${host} didn't answer within ${String(timeoutMs)} ms.`)
  }
}

/** The answer grew beyond the limit; reading stopped there. */
export class HttpTooLarge extends HttpError {
  constructor(host: string, maxBytes: number) {
    super('WB-HTTP-003', `${host} answered with more than ${String(maxBytes)} bytes.`)
  }
}

/** Name resolution, the connection or TLS failed, or the connection broke under the answer. */
export class HttpUnreachable extends HttpError {
  constructor(host: string, cause: unknown) {
    super('WB-HTTP-004', `${host} can't be reached, or broke off.`, { cause })
  }
}

/** The HttpError among an error and its causes; libraries between wrap what the guarded fetch throws. */
export function findHttpError(error: unknown): HttpError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) if (at instanceof HttpError) return at
  return undefined
}
