// Ends one token set at its app.
import { ResponseBodyError, tokenRevocation } from 'openid-client'
import { findHttpError } from '../http/errors.js'
import type { Secret } from '../keys/secret.js'
import { SignInRejected, SignInUnavailable } from './errors.js'
import type { OAuthClient } from './oauth-client.js'
import { endWithoutClient } from './end-without-client.js'
import type { TokenSet } from './token-set.js'

/** Answers that mean there is nothing left to end, by the token that was sent. RFC 7009 wants 200 for most of them; not every app gives it. */
const NOTHING_TO_END = {
  refresh_token: ['invalid_token', 'invalid_grant'],
  access_token: ['invalid_token', 'invalid_grant', 'unsupported_token_type'],
}

/**
 * The refresh token first: with it most apps end the whole grant.
 * @param inUse tokens that must live on
 * @throws SignInRejected, SignInUnavailable where the app didn't confirm
 */
export async function endAtApp(client: OAuthClient, { accessToken, refreshToken }: TokenSet, inUse: TokenSet | null): Promise<void> {
  if (refreshToken && !isIn(refreshToken, inUse)) await end(client, refreshToken, 'refresh_token')
  if (!isIn(accessToken, inUse)) await end(client, accessToken, 'access_token')
}

async function end(client: OAuthClient, token: Secret, hint: 'refresh_token' | 'access_token'): Promise<void> {
  if (client.app.oauth.revocation === 'token_in_form_without_client') {
    await endWithoutClient(client, token)
    return
  }
  try {
    await tokenRevocation(client.library(), token.reveal(), { token_type_hint: hint })
  } catch (error) {
    if (error instanceof ResponseBodyError && error.status < 500) {
      if (NOTHING_TO_END[hint].includes(error.error)) return
      throw new SignInRejected(error.error)
    }
    throw new SignInUnavailable(null, findHttpError(error))
  }
}

function isIn(token: Secret, tokens: TokenSet | null): boolean {
  return token.reveal() === tokens?.accessToken.reveal() || token.reveal() === tokens?.refreshToken?.reveal()
}
