// Salesforce's answers about who a token belongs to, and the end of a token.
// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm
import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import { readBody } from '../listen.js'
import type { OidcStore } from '../oidc/stored-adapter.js'
import type { Account } from './accounts.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import { identityUrl } from './oauth.js'

/** `/services/oauth2/userinfo` and the identity URL `/id/<org>/<user>`. */
export function answerIdentity(url: URL, account: Account | null, origin: string): ApiAnswer {
  if (!account) return { status: 403, body: 'Bad_OAuth_Token' }
  const id = identityUrl(origin, account)
  const shared = { user_id: account.userId, organization_id: account.org.id, email: account.email, email_verified: true, active: true }
  if (url.pathname.endsWith('/userinfo')) {
    const { username, name } = account
    return {
      status: 200,
      body: { sub: id, ...shared, preferred_username: username, name, nickname: account.key, zoneinfo: 'Europe/Copenhagen' },
    }
  }
  if (url.pathname !== new URL(id).pathname) return { status: 403, body: 'Wrong_Org' }
  const urls = { enterprise: `${origin}/services/Soap/c/{version}/${account.org.id}`, rest: `${origin}/services/data/v{version}/` }
  return {
    status: 200,
    body: { id, asserted_user: true, ...shared, username: account.username, display_name: account.name, user_type: 'STANDARD', urls },
  }
}

/**
 * Ends a token; with a refresh token everything that came of it. Salesforce asks for no client authentication here.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_revoke_token.htm
 */
export async function revokeToken(request: IncomingMessage, url: URL, provider: Provider, store: OidcStore): Promise<ApiAnswer> {
  const form = request.method === 'POST' ? new URLSearchParams(await readBody(request)) : url.searchParams
  const value = form.get('token') ?? ''
  const refresh = await provider.RefreshToken.find(value)
  if (refresh?.grantId) {
    await store.revokeGrant(refresh.grantId)
    return { status: 200 }
  }
  const access = await provider.AccessToken.find(value)
  if (!access) return { status: 400, body: { error: 'invalid_token', error_description: 'The token is not valid, or has ended already.' } }
  await access.destroy()
  return { status: 200 }
}
