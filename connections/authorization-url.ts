// The address at which an app asks whoever is there to sign in and to allow what its configuration wants.
import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'
import type { OAuthClient } from './oauth-client.js'

export interface AuthorizationRequest {
  readonly redirectUri: string
  readonly state: string
  readonly verifier: string
  /** `other`: asks who it is, whoever is signed in there already. */
  readonly account: 'any' | 'other'
}

/** With PKCE. https://www.rfc-editor.org/rfc/rfc7636 */
export async function authorizationUrl(client: OAuthClient, { redirectUri, state, verifier, account }: AuthorizationRequest): Promise<URL> {
  return buildAuthorizationUrl(client.library(), {
    redirect_uri: redirectUri,
    scope: client.configuration.scopes.join(' '),
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Who is signed in there already would otherwise come straight back as the account that wasn't wanted.
    ...(account === 'other' && { prompt: 'login' }),
  })
}
