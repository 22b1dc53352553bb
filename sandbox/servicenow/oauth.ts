// An instance's OAuth endpoints: oidc-provider under ServiceNow's paths, with its answers, its errors and its own rules for tokens.
// https://www.servicenow.com/docs/r/platform-security/authentication/authorization-workflow.html and
// https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB0791140
import type { IncomingMessage } from 'node:http'
import type { AdapterPayload, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { readBody } from '../listen.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { OAuthAppParts } from '../oauth-app/start.js'
import type { OidcStore } from '../oidc/stored-adapter.js'

export const oauthPaths = { authorization: '/oauth_auth.do', token: '/oauth_token.do' } as const
export const REVOCATION_PATH = '/oauth_revoke_token.do'
export const OAUTH_SCOPE = 'useraccount'

const ACCESS_SECONDS = 1_800
const REFRESH_SECONDS = 100 * 86_400

/** A refresh gives the same refresh token, and doesn't move its end. */
export function oauthConfiguration(): Configuration {
  return {
    issueRefreshToken: () => true,
    rotateRefreshToken: false,
    // The challenge is a setting of the registry entry; this one has it.
    pkce: { required: () => true },
    ttl: { AccessToken: ACCESS_SECONDS, AuthorizationCode: 60, RefreshToken: REFRESH_SECONDS },
    features: { userinfo: { enabled: false } },
  }
}

/** Makes oidc-provider's token answers those of ServiceNow. */
export async function reshapeAnswer(ctx: KoaContextWithOIDC, { store }: OAuthAppParts): Promise<void> {
  if (ctx.oidc.route !== 'token') return
  if (ctx.status !== 200) {
    ctx.status = 401
    ctx.body = { error_description: 'access_denied', error: 'server_error' }
    ctx.remove('www-authenticate')
    return
  }
  const { access_token: access, refresh_token: refresh } = ctx.body as { access_token: string; refresh_token: string }
  const isSignIn = ctx.oidc.params?.grant_type === 'authorization_code'
  const account = ctx.oidc.account?.accountId ?? ''
  const given = (isSignIn ? await sameAgain(store, account, access) : null) ?? { access, refresh }
  ctx.body = {
    ...{ access_token: given.access, refresh_token: given.refresh },
    ...{ scope: OAUTH_SCOPE, token_type: 'Bearer', expires_in: ACCESS_SECONDS - 1 },
  }
}

/** A sign-in while an access token of the same user lives gives the tokens that are there, with their time begun anew. */
async function sameAgain(store: OidcStore, account: string, made: string): Promise<{ access: string; refresh: string } | null> {
  const [access] = store.list('AccessToken').filter(({ accountId, jti }) => accountId === account && jti !== made)
  const refresh = store.list('RefreshToken').find(({ grantId }) => grantId === access?.grantId)
  if (!access?.jti || !refresh?.jti) return null
  await beginAnew(store, 'AccessToken', access, ACCESS_SECONDS)
  await beginAnew(store, 'RefreshToken', refresh, REFRESH_SECONDS)
  const superfluous = store.list('AccessToken').find(({ jti }) => jti === made)
  if (superfluous?.grantId) await store.revokeGrant(superfluous.grantId)
  return { access: access.jti, refresh: refresh.jti }
}

async function beginAnew(store: OidcStore, model: string, payload: AdapterPayload, seconds: number): Promise<void> {
  const exp = Math.floor(Date.now() / 1_000) + seconds
  await store.adapter(model).upsert(payload.jti ?? '', { ...payload, exp }, seconds)
}

/**
 * Marks the one token that it is given as ended, and asks for no client. https://www.servicenow.com/docs/r/zurich/platform-security/authentication/t_RevokeOAuthToken.html
 */
export async function revokeToken(request: IncomingMessage, url: URL, store: OidcStore): Promise<ApiAnswer> {
  const form = request.method === 'POST' ? new URLSearchParams(await readBody(request)) : url.searchParams
  const token = form.get('token') ?? url.searchParams.get('token') ?? ''
  for (const model of ['AccessToken', 'RefreshToken']) await store.adapter(model).destroy(token)
  return { status: 200 }
}
