// Box's OAuth endpoints: oidc-provider under Box's paths, with its answers, its errors and its own rules for tokens.
// https://developer.box.com/guides/authentication/tokens/ and https://developer.box.com/reference/resources/oauth2-error/
import type { IncomingMessage } from 'node:http'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { readBody } from '../listen.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { OAuthAppParts } from '../oauth-app/start.js'

export const oauthPaths = { authorization: '/api/oauth2/authorize', token: '/oauth2/token' } as const
export const REVOCATION_PATH = '/oauth2/revoke'
export const OAUTH_SCOPE = 'root_readwrite root_readonly'

const CODE_SECONDS = 30
const ACCESS_SECONDS = 3_600
const REFRESH_SECONDS = 60 * 86_400

/** A refresh token is good for one use, within 60 days. PKCE is on none of Box's pages: it isn't asked for. */
export function oauthConfiguration(): Configuration {
  return {
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    pkce: { required: () => false },
    ttl: { AccessToken: ACCESS_SECONDS, AuthorizationCode: CODE_SECONDS, RefreshToken: REFRESH_SECONDS },
    features: { userinfo: { enabled: false } },
  }
}

const descriptions: Readonly<Record<string, string>> = {
  invalid_client: 'The client credentials are invalid',
  invalid_request: 'Invalid grant_type parameter or parameter missing',
  unsupported_grant_type: 'Invalid grant_type parameter or parameter missing',
}

/** Makes oidc-provider's token answers those of Box. */
export async function reshapeAnswer(ctx: KoaContextWithOIDC, { store }: OAuthAppParts): Promise<void> {
  if (ctx.oidc.route !== 'token') return
  const isRefresh = ctx.oidc.params?.grant_type === 'refresh_token'
  if (ctx.status !== 200) {
    const { error = '' } = ctx.body as { error?: string }
    const grant = isRefresh ? 'Refresh token has expired' : 'The authorization code has expired'
    ctx.status = 400
    ctx.body = { error, error_description: error === 'invalid_grant' ? grant : (descriptions[error] ?? 'Invalid request') }
    ctx.remove('www-authenticate')
    return
  }
  const { access_token: access, refresh_token: refresh, expires_in: seconds } = ctx.body as Record<string, unknown>
  if (isRefresh) await endTheOthers(ctx, store, String(access))
  ctx.body = { access_token: access, expires_in: seconds, restricted_to: [], refresh_token: refresh, token_type: 'bearer' }
}

/** A refresh ends the access token before it. The used refresh token is forgotten, so that its reuse is refused and ends nothing else. */
async function endTheOthers(ctx: KoaContextWithOIDC, store: OAuthAppParts['store'], access: string): Promise<void> {
  const grantId = ctx.oidc.entities.RefreshToken?.grantId
  const ofGrant = (model: string): string[] =>
    store
      .list(model)
      .flatMap((token) => (token.grantId === grantId && token.jti && (model === 'AccessToken' || token.consumed) ? token.jti : []))
  for (const jti of ofGrant('AccessToken').filter((one) => one !== access)) await store.adapter('AccessToken').destroy(jti)
  for (const jti of ofGrant('RefreshToken')) await store.adapter('RefreshToken').destroy(jti)
}

/** Ends the grant by either of its tokens, for the client that it belongs to. https://developer.box.com/reference/post-oauth2-revoke/ */
export async function revokeToken(request: IncomingMessage, { store, client }: OAuthAppParts): Promise<ApiAnswer> {
  if (request.method !== 'POST') return { status: 405 }
  const form = new URLSearchParams(await readBody(request))
  if (form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret)
    return { status: 400, body: { error: 'invalid_client', error_description: descriptions.invalid_client } }
  const token = form.get('token')
  const found = [...store.list('AccessToken'), ...store.list('RefreshToken')].find(({ jti }) => jti === token)
  if (!found?.grantId) return { status: 400, body: { error: 'invalid_token', error_description: 'Invalid token' } }
  await store.revokeGrant(found.grantId)
  return { status: 200 }
}
