// Exchanges an authorization code for a token set.
import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { findHttpError } from '../http/errors.js'
import { SignInDenied, SignInRejected, SignInUnavailable } from './errors.js'
import type { OAuthClient } from './oauth-client.js'
import { readTokenSet, type TokenSet } from './token-set.js'
import type { Secret } from '../keys/secret.js'

export interface Grant {
  readonly tokens: TokenSet
  /** The token response's JSON: some apps say in it whose it is. Holds the tokens, so it goes no further than the account's look-up. */
  readonly response: Readonly<Record<string, unknown>>
}

/**
 * Checks the authorization response (state, `iss` where given, error) and calls the token endpoint at most once.
 * @param callbackUrl our redirect URI, built from PUBLIC_URL, with the query that the browser brought
 * @throws SignInDenied, SignInRejected, SignInUnavailable
 */
export async function exchangeCode(
  client: OAuthClient,
  { callbackUrl, state, verifier }: { callbackUrl: URL; state: string; verifier: Secret },
): Promise<Grant> {
  let body = ''
  const library = client.library((answer) => {
    body = answer.body
  })
  try {
    const response = await authorizationCodeGrant(library, callbackUrl, { expectedState: state, pkceCodeVerifier: verifier.reveal() })
    const tokens = readTokenSet(response)
    if (!tokens) throw new SignInUnavailable(null)
    return { tokens, response: { ...response } }
  } catch (error) {
    throw explain(error, body)
  }
}

/** openid-client's causes hold bodies and queries, so they stay behind; its codes say enough. */
function explain(error: unknown, body: string): unknown {
  if (error instanceof AuthorizationResponseError)
    return error.error === 'access_denied' ? new SignInDenied() : new SignInRejected(word(error.error))
  if (error instanceof ResponseBodyError && error.status < 500) return new SignInRejected(word(error.error))
  if (error instanceof WWWAuthenticateChallengeError) return new SignInRejected('unauthorized')
  const http = findHttpError(error)
  if (http || error instanceof ClientError || error instanceof ResponseBodyError)
    return new SignInUnavailable(readTokenSet(parseJson(body)), http)
  return error
}

/** What a server calls an error is text from outside. */
function word(error: string): string {
  return /^[\w.-]{1,60}$/.test(error) ? error : 'unnamed'
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
