// Sends a request of an OAuth client again with the secret before, where the app refuses the one in force: for the days in which a secret changes.
import type { TokenRefusal } from '../apps/define-app.js'
import type { Http, HttpRequest, HttpResponse } from '../http/http.js'
import { parseObject, textOf } from '../http/json-object.js'
import type { Secret } from '../keys/secret.js'

/** With less left for the second request its answer would be lost, and with it what the app gave. Milliseconds. */
const LEAST_MS = 1_000
const DEFAULT_MS = 10_000

/**
 * Whoever is refused as a client has had nothing done for them, so nothing is spent by asking again. Both requests together have the time of one.
 * @param secrets the one that requests carry, then those to try; https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 has them in the form
 */
export function trySecrets(
  http: Http,
  { secrets, isClientRefused }: { secrets: readonly Secret[]; isClientRefused: (refusal: TokenRefusal) => boolean },
): Http {
  return async (request) => {
    const endsAt = performance.now() + (request.timeoutMs ?? DEFAULT_MS)
    let answer = await http(request)
    for (const secret of secrets.slice(1)) {
      const timeoutMs = Math.floor(endsAt - performance.now())
      const again = withSecret(request, secret)
      if (!again || timeoutMs < LEAST_MS || !isClientRefused(refusalOf(answer))) break
      answer = await http({ ...again, timeoutMs })
    }
    return answer
  }
}

function withSecret(request: HttpRequest, secret: Secret): HttpRequest | null {
  const form = new URLSearchParams(request.body)
  if (!form.has('client_secret')) return null
  form.set('client_secret', secret.reveal())
  return { ...request, body: form.toString() }
}

function refusalOf({ status, body }: HttpResponse): TokenRefusal {
  const json = status < 400 ? null : parseObject(body)
  return { status, error: textOf(json?.error), description: textOf(json?.error_description) }
}
