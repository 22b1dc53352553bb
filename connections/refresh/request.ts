// One request to the token endpoint with a refresh token, and what its answer means.
// https://www.rfc-editor.org/rfc/rfc6749#section-6
import { refreshTokenGrant } from 'openid-client'
import type { OAuthProfile } from '../../apps/define-app.js'
import { findHttpError } from '../../http/errors.js'
import type { HttpResponse } from '../../http/http.js'
import { parseObject, textOf } from '../../http/json-object.js'
import { isNeverSent } from '../../http/never-sent.js'
import type { Secret } from '../../keys/secret.js'
import type { OAuthClient } from '../oauth-client.js'
import { readExpiresInMs, readTokenSet, type TokenSet } from '../token-set.js'
import { REQUEST_MS } from './lease.js'

/**
 * `dead`: the app says that the grant is over. `refused`: it did nothing, try again later; `retryAfterMs` where it says when.
 * `lost`: it may have done it, and we don't have what it gave.
 */
export type RefreshAnswer =
  | { readonly kind: 'tokens'; readonly tokens: TokenSet; readonly expiresInMs: number | null }
  | { readonly kind: 'dead'; readonly error: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'lost'; readonly reason: string }

/** openid-client builds the request; what came back is judged here, from the raw answer, because it throws away what it doesn't like. */
export async function requestRefresh(client: OAuthClient, refreshToken: Secret): Promise<RefreshAnswer> {
  const answers: HttpResponse[] = []
  const library = client.library((answer) => answers.push(answer), REQUEST_MS)
  const error = await refreshTokenGrant(library, refreshToken.reveal()).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const [answer] = answers
  if (answer) return judge(client.app.oauth, answer)
  const http = findHttpError(error)
  if (!http) throw error
  return isNeverSent(http) ? { kind: 'refused', reason: http.code, retryAfterMs: null } : { kind: 'lost', reason: http.code }
}

function judge(profile: Pick<OAuthProfile, 'isGrantDead'>, { status, headers, body }: HttpResponse): RefreshAnswer {
  const json = parseObject(body)
  if (status >= 200 && status < 300) return judgeSuccess(json, body)
  const refusal = { status, error: textOf(json?.error), description: textOf(json?.error_description) }
  if (status < 500 && status !== 429 && profile.isGrantDead(refusal)) return { kind: 'dead', error: word(refusal.error) }
  const seconds = Number(headers.get('retry-after'))
  return { kind: 'refused', reason: word(refusal.error) || String(status), retryAfterMs: seconds > 0 ? seconds * 1_000 : null }
}

/** A page of HTML is an app in maintenance, which did nothing. Of any other success without usable tokens we can't tell. */
function judgeSuccess(json: Readonly<Record<string, unknown>> | null, body: string): RefreshAnswer {
  const tokens = readTokenSet(json)
  // Some apps leave the type out; one that we don't know can't be used. https://www.rfc-editor.org/rfc/rfc6749#section-7.1
  const type = json?.token_type ?? 'bearer'
  if (tokens && typeof type === 'string' && type.toLowerCase() === 'bearer')
    return { kind: 'tokens', tokens, expiresInMs: readExpiresInMs(json) }
  return body.trimStart().startsWith('<') ? { kind: 'refused', reason: 'html', retryAfterMs: null } : { kind: 'lost', reason: 'no_tokens' }
}

/** What a server calls an error is text from outside. */
const word = (error: string): string => (/^[\w.-]{1,60}$/.test(error) ? error : '')
