// What an app gives at the end of a sign-in, and may give back when it is ended.
import { Secret } from '../keys/secret.js'

/** Tokens exist in the clear only in memory, and only as long as one request takes. */
export interface TokenSet {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
}

/** How long the access token lives from now, as the token response says; null where it doesn't. Some apps write the seconds as text. */
export function readExpiresInMs(response: unknown): number | null {
  const { expires_in: expiresIn } = (response ?? {}) as Record<string, unknown>
  const seconds = typeof expiresIn === 'string' && expiresIn !== '' ? Number(expiresIn) : expiresIn
  // A year at most: nonsense from outside mustn't break the row.
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, 31_536_000) * 1_000 : null
}

/** The tokens in a token response's JSON, or null where it holds no access token. https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export function readTokenSet(response: unknown): TokenSet | null {
  if (typeof response !== 'object' || response === null) return null
  const { access_token: accessToken, refresh_token: refreshToken } = response as Record<string, unknown>
  if (typeof accessToken !== 'string' || accessToken === '') return null
  return {
    accessToken: new Secret(accessToken),
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? new Secret(refreshToken) : null,
  }
}
