// Who may have payloads decoded: in the sandbox this machine, elsewhere an operator whom Microsoft confirmed within the hour.
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Caller } from '../caller.js'
import type { ErrorCode } from '../errors.js'
import { findSession } from './browser-sessions.js'
import { readCookie } from './cookies.js'
import type { WebDeps } from './web-deps.js'

/** Whom the codec serves. `isOperator` is asked at each request, so who is taken off the list is out at once. */
export type CodecAudience =
  { readonly kind: 'this machine' } | { readonly kind: 'operators'; readonly isOperator: (person: Caller) => boolean }

export interface CodecAccess {
  /** For a preflight, which carries no cookie: only where it comes from counts. */
  readonly origin: RequestHandler
  /** For the request itself. */
  readonly person: RequestHandler
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** For the sandbox: its own UI, on this machine. The Host header counts too: a name that leads to 127.0.0.1 would bring any web page here. */
export function onlyThisMachine(temporalUiUrl: string): CodecAccess {
  const origins = sameHostNames(temporalUiUrl)
  const isOurs = (request: Request): boolean => {
    const origin = request.get('origin')
    const isLocal =
      LOOPBACK.includes(request.socket.remoteAddress ?? '') && /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.get('host') ?? '')
    return isLocal && (origin === undefined || origins.includes(origin))
  }
  const origin = (request: Request, response: Response, next: NextFunction): void => {
    if (!isOurs(request)) {
      refuse(response, 403, 'WB-CODEC-001', 'Payloads are decoded for Temporal UI on this machine only.')
      return
    }
    allow(request, response)
    next()
  }
  return { origin, person: origin }
}

/** Elsewhere: Temporal's UI at exactly its own origin, and the cookie of a session that begins at /codec/sign-in. */
export function onlyOperators({ db, publicUrl }: WebDeps, temporalUiUrl: string, isOperator: (person: Caller) => boolean): CodecAccess {
  const uiOrigin = new URL(temporalUiUrl).origin
  const origin = (request: Request, response: Response, next: NextFunction): void => {
    if (request.get('origin') !== uiOrigin) {
      refuse(response, 403, 'WB-CODEC-001', "Payloads are decoded for Temporal UI only, and this request isn't from its address.")
      return
    }
    allow(request, response.set('Access-Control-Allow-Credentials', 'true'))
    next()
  }
  const person = (request: Request, response: Response, next: NextFunction): void => {
    origin(request, response, () => {
      findSession(db, readCookie(request, 'codec', publicUrl), 'codec').then((session) => {
        if (!session)
          refuse(response, 401, 'WB-CODEC-003', `Nobody is signed in here. Open ${publicUrl}/codec/sign-in in this browser first.`)
        else if (!isOperator(session.caller)) refuse(response, 403, 'WB-CODEC-004', "You aren't on the list of operators.")
        else next()
      }, next)
    })
  }
  return { origin, person }
}

function allow(request: Request, response: Response): void {
  const origin = request.get('origin')
  if (origin !== undefined) response.set('Access-Control-Allow-Origin', origin)
  response.vary('Origin').set('Cache-Control', 'no-store')
}

function refuse(response: Response, status: number, code: ErrorCode, message: string): void {
  response.status(status).vary('Origin').set('Cache-Control', 'no-store').json({ message, code })
}

/** The UI's address as people type it: `localhost` and `127.0.0.1` are two origins. */
function sameHostNames(url: string): readonly string[] {
  const { protocol, port, origin } = new URL(url)
  const withPort = port === '' ? '' : `:${port}`
  return [origin, ...['localhost', '127.0.0.1'].map((host) => `${protocol}//${host}${withPort}`)]
}
