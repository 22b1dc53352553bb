// Opens an authorization endpoint as a browser would, without anybody at it, and reads whether it knows our client and where it sends people back.
import { createHash, randomBytes } from 'node:crypto'
import { HttpError } from '../http/errors.js'
import type { Http, HttpResponse } from '../http/http.js'

export interface SignInPage {
  /** The authorization endpoint. */
  readonly page: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: string
}

/**
 * `goes_on`: a page, or a way to one. What isn't told before somebody signs in can't be told here: ServiceNow and Box say little before.
 * `unreachable`: `why` is the code of what happened on the way.
 */
export type PageAnswer =
  | { readonly kind: 'goes_on' | 'client_unknown' | 'redirect_unknown' | 'scope_unknown' | 'asleep' }
  | { readonly kind: 'unexpected'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly why: string }

// https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1, and the words of Salesforce, Box, Microsoft (AADSTS) and oidc-provider.
const REDIRECT = /redirect_uri_mismatch|invalid_redirect_uri|redirect_uri must match|redirect_uri did not match|AADSTS50011\b/i
const CLIENT = /invalid_client|unauthorized_client|client identifier invalid|AADSTS700016\b/i
const SCOPE = /invalid_scope|AADSTS70011\b/i
/** A developer's ServiceNow instance that nobody used for a while. */
const ASLEEP = /hibernat/i

export async function askSignInPage(http: Http, { page, clientId, redirectUri, scope }: SignInPage): Promise<PageAnswer> {
  const url = new URL(page)
  // Nobody keeps the verifier: the code of this trip, were there one, is of no use.
  const challenge = createHash('sha256').update(randomBytes(32)).digest('base64url')
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state: randomBytes(16).toString('base64url'),
  }
  for (const [name, value] of Object.entries({ ...asked, code_challenge: challenge, code_challenge_method: 'S256' }))
    url.searchParams.set(name, value)
  try {
    return read(await http({ method: 'GET', url, headers: { accept: 'text/html' } }))
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return { kind: 'unreachable', why: error.code }
  }
}

function read({ status, headers, body }: HttpResponse): PageAnswer {
  const location = headers.get('location') ?? ''
  // The address asks in its own words: only what is behind `error` counts there.
  const query = location.includes('error') ? decode(location.slice(location.indexOf('error'))) : ''
  const said = status >= 300 && status < 400 ? query : body
  if (REDIRECT.test(said)) return { kind: 'redirect_unknown' }
  if (CLIENT.test(said)) return { kind: 'client_unknown' }
  if (SCOPE.test(said)) return { kind: 'scope_unknown' }
  if (ASLEEP.test(said)) return { kind: 'asleep' }
  return status >= 200 && status < 400 ? { kind: 'goes_on' } : { kind: 'unexpected', status }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
