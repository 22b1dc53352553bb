// One request to an app's API as one account: token on, answer read, errors mapped.
import type { App, AppAnswer, AppRequest } from '../apps/define-app.js'
import { AppUnavailable } from '../apps/errors.js'
import type { Http, HttpRequest, HttpResponse } from '../http/http.js'
import type { Secret } from '../keys/secret.js'
import { watchedHttp } from './watched-http.js'

/** Three requests of one action fit into an activity's 20 s. */
const TIMEOUT_MS = 6_000
/** Bytes of a file take longer, and leave room for one more request. */
const BYTES_TIMEOUT_MS = 12_000

export interface AppSession {
  readonly app: Pick<App, 'id' | 'name' | 'apiPath' | 'throwError'>
  readonly http: Http
  /** Origin at which the API answers, as looked up when the connection was made. */
  readonly host: string
  readonly accessToken: Secret
  /** For the trace. */
  readonly actionName: string
}

/** Gives the function by which an action sends its requests. */
export function createAppRequest({ app, http, host, accessToken, actionName }: AppSession): (request: AppRequest) => Promise<AppAnswer> {
  const watched = watchedHttp(http, { app: app.id, action: actionName })
  const send = (request: HttpRequest): Promise<HttpResponse> =>
    watched(request).catch((cause: unknown) => {
      throw new AppUnavailable(`${app.name} isn't answering.`, cause)
    })
  return async ({ method, path, query, headers, json, base, bytes, into }) => {
    const url = new URL(base === undefined ? app.apiPath + path : base + path, host)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    const limits = {
      timeoutMs: bytes || into ? BYTES_TIMEOUT_MS : TIMEOUT_MS,
      ...(into && { into: into.sink, maxBytes: into.maxBytes }),
    }
    const first = await send({
      method,
      url,
      headers: {
        ...headers,
        authorization: `Bearer ${accessToken.reveal()}`,
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(bytes !== undefined && { bytes }),
      ...limits,
    })
    const elsewhere = into && first.status === 302 ? first.headers.get('location') : null
    // The address is a secret of its own, and says all that is needed.
    const response = elsewhere === null ? first : await send({ method: 'GET', url: readUrl(app.name, elsewhere, url), ...limits })
    if (response.status < 200 || response.status > 299) return app.throwError(response)
    return { status: response.status, headers: response.headers, json: parse(app.name, response.body) }
  }
}

/** A page of HTML with status 200 is an app in maintenance, not an answer. */
function parse(name: string, body: string): unknown {
  if (body === '') return undefined
  try {
    return JSON.parse(body) as unknown
  } catch (cause) {
    throw new AppUnavailable(`${name} answered with something that isn't JSON.`, cause)
  }
}

function readUrl(name: string, address: string, { href: from }: URL): URL {
  if (URL.canParse(address, from)) return new URL(address, from)
  throw new AppUnavailable(`${name} named a place for the bytes that isn't one.`)
}
