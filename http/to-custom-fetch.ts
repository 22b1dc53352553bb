// The guarded fetch in the shape that openid-client wants.
import { HttpRefused } from './errors.js'
import type { Http, HttpRequest, HttpResponse } from './http.js'

const OAUTH_TIMEOUT_MS = 10_000
const OAUTH_MAX_BYTES = 65_536
/** openid-client's `CustomFetch`, as far as it is used. https://github.com/panva/openid-client/blob/main/docs/type-aliases/CustomFetch.md */
export type OAuthFetch = (
  url: string,
  options: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: unknown },
) => Promise<Response>

const METHODS: readonly HttpRequest['method'][] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']

/**
 * @param capture is given each raw answer before openid-client judges it: where it refuses an answer, the app may have issued tokens all
 *   the same
 */
export function toCustomFetch(http: Http, capture?: (answer: HttpResponse) => void, timeoutMs = OAUTH_TIMEOUT_MS): OAuthFetch {
  return async (url, options) => {
    const method = METHODS.find((known) => known === options.method)
    if (!method) throw new HttpRefused(`${options.method} isn't a method we send.`)
    const answer = await http({
      method,
      url: new URL(url),
      headers: options.headers,
      timeoutMs,
      maxBytes: OAUTH_MAX_BYTES,
      ...(options.body !== undefined && options.body !== null && { body: asText(options.body) }),
    })
    capture?.(answer)
    const isBodyless = answer.status === 204 || answer.status === 205 || answer.status === 304
    return new Response(isBodyless ? null : answer.body, { status: answer.status, headers: answer.headers })
  }
}

function asText(body: unknown): string {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new HttpRefused("a body of this kind isn't sent.")
}
