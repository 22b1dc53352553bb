// Salesforce's OAuth endpoints: oidc-provider under Salesforce's paths, with its answers, its errors and its own rules for tokens.
// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm
import { createHmac } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { OidcClient } from '../oidc/server.js'
import type { OidcStore } from '../oidc/stored-adapter.js'
import type { Account } from './accounts.js'

export const oauthPaths = {
  authorization: '/services/oauth2/authorize',
  token: '/services/oauth2/token',
  introspection: '/services/oauth2/introspect',
} as const

export const OAUTH_SCOPE = 'api refresh_token id web full openid offline_access'

/** A user may approve an app five times: the sixth approval ends the oldest. */
const APPROVALS = 5

export interface SalesforceOauthDeps {
  readonly origin: string
  readonly store: OidcStore
  readonly client: OidcClient
  readonly accounts: readonly Account[]
  /** Refresh Token Rotation: each use gives a new one, and a used one ends the family. It can be switched while the stand-in runs. */
  readonly rotates: () => boolean
  readonly accessTokenSeconds: number
  /** What token answers give as `instance_url`. */
  readonly instanceUrl: string
}

/** The identity URL: the account key of an answer. */
export function identityUrl(origin: string, { org, userId }: Account): string {
  return `${origin}/id/${org.id}/${userId}`
}

/** What Salesforce does differently from the standard, as configuration of oidc-provider. */
export function oauthConfiguration(deps: SalesforceOauthDeps): Configuration {
  return {
    issueRefreshToken: (_ctx, _client, code) =>
      code.scopes.has('refresh_token') || code.scopes.has('offline_access') || code.scopes.has('full'),
    rotateRefreshToken: () => deps.rotates(),
    ttl: { AccessToken: deps.accessTokenSeconds, AuthorizationCode: 900, RefreshToken: 365 * 86_400 },
    features: {
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      userinfo: { enabled: false },
    },
  }
}

/** Makes oidc-provider's answers those of Salesforce. */
export async function reshapeAnswer(ctx: KoaContextWithOIDC, deps: SalesforceOauthDeps): Promise<void> {
  if (ctx.oidc.route === 'token') await reshapeToken(ctx, deps)
  if (ctx.oidc.route === 'introspection') reshapeIntrospection(ctx, deps)
}

async function reshapeToken(ctx: KoaContextWithOIDC, deps: SalesforceOauthDeps): Promise<void> {
  const grantType = ctx.oidc.params?.grant_type
  if (ctx.status !== 200) {
    const { error } = ctx.body as { error?: string }
    // Salesforce answers 400 where the standard says 401.
    if (error === 'invalid_client') ctx.status = 400
    const descriptions: Record<string, string> = {
      invalid_client: 'invalid client credentials',
      invalid_grant: grantType === 'refresh_token' ? 'expired access/refresh token' : 'expired authorization code',
    }
    ctx.body = { error, error_description: descriptions[error ?? ''] ?? 'invalid request' }
    ctx.remove('www-authenticate')
    return
  }
  const account = deps.accounts.find(({ key }) => key === ctx.oidc.account?.accountId)
  if (!account) return
  if (grantType === 'authorization_code') await endOldestApprovals(deps.store, account.key)
  const { expires_in: _notSaid, refresh_token: refreshToken, ...body } = ctx.body as Record<string, unknown>
  const id = identityUrl(deps.origin, account)
  const issuedAt = String(Date.now())
  const isRepeated = grantType === 'refresh_token' && !deps.rotates()
  ctx.body = {
    ...body,
    ...(refreshToken !== undefined && !isRepeated && { refresh_token: refreshToken }),
    instance_url: deps.instanceUrl,
    id,
    issued_at: issuedAt,
    signature: createHmac('sha256', deps.client.clientSecret).update(`${id}${issuedAt}`).digest('base64'),
  }
}

async function endOldestApprovals(store: OidcStore, accountKey: string): Promise<void> {
  const approvals = store.list('RefreshToken').filter((token) => token.accountId === accountKey && !token.consumed)
  const byAge = approvals.sort((one, other) => (one.iiat ?? one.iat ?? 0) - (other.iiat ?? other.iat ?? 0))
  for (const { grantId } of byAge.slice(0, Math.max(0, byAge.length - APPROVALS))) if (grantId) await store.revokeGrant(grantId)
}

function reshapeIntrospection(ctx: KoaContextWithOIDC, deps: SalesforceOauthDeps): void {
  const body = ctx.body as { active?: boolean; sub?: string } | undefined
  const account = deps.accounts.find(({ key }) => key === body?.sub)
  if (!body?.active || !account) return
  const tokenType = ctx.oidc.entities.RefreshToken ? 'refresh_token' : 'access_token'
  ctx.body = { ...body, sub: identityUrl(deps.origin, account), username: account.username, token_type: tokenType }
}
