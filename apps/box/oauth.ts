// How one signs in to Box, and who a token belongs to. https://developer.box.com/guides/authentication/oauth2/
import { z } from 'zod'
import { askAccount } from '../ask-account.js'
import type { AppAccount, OAuthProfile } from '../define-app.js'
import { AppUnavailable } from '../errors.js'
import { apiOrigin, isApiHost, isLoginHost } from './hosts.js'

const DAY_MS = 86_400_000
/** The org of an account that belongs to nobody's enterprise. */
const PRIVATE = 'private'

const user = z.object({
  id: z.string().min(1),
  login: z.string().min(1),
  enterprise: z.object({ id: z.string().min(1), name: z.string() }).nullish(),
})

export const boxOAuth: OAuthProfile = {
  endpoints: (baseUrl) => ({
    authorization: `${baseUrl}/api/oauth2/authorize`,
    token: `${apiOrigin(baseUrl)}/oauth2/token`,
    revocation: `${apiOrigin(baseUrl)}/oauth2/revoke`,
  }),
  // Narrower than the app's own where that has more. https://developer.box.com/guides/api-calls/permissions-and-errors/scopes/
  scopes: ['root_readwrite'],
  acceptsLogin: isLoginHost,
  acceptsHost: isApiHost,
  onReplace: 'revoke',
  // A refresh token is good for one use within 60 days. That a used one ends more than itself isn't said anywhere: sent again it is a way
  // to learn whether the first try arrived. https://developer.box.com/guides/authentication/tokens/refresh/
  refresh: { afterLostAnswer: 'send_again', idleMs: 60 * DAY_MS, fixedLifeMs: null },
  isGrantDead: ({ error }) => error === 'invalid_grant',
  isClientRefused: ({ error }) => error === 'invalid_client',
  // With the client's id and secret, as RFC 7009 has it. https://developer.box.com/reference/post-oauth2-revoke/
  revocation: 'rfc7009',
  async lookUpAccount({ http, baseUrl, accessToken }) {
    const host = apiOrigin(baseUrl)
    const url = new URL('/2.0/users/me', host)
    // The enterprise comes only where it is asked for. https://developer.box.com/reference/get-users-me/
    url.searchParams.set('fields', 'login,enterprise')
    const { status, json } = await askAccount({ http, accessToken }, url)
    const me = user.safeParse(json)
    if (status !== 200 || !me.success) throw new AppUnavailable(`Box answered ${String(status)} when it was asked whose sign-in this is.`)
    const { id, login, enterprise } = me.data
    const orgId = enterprise?.id ?? PRIVATE
    return { key: `${orgId}/${id}`, name: login, orgId, orgName: enterprise?.name ?? 'a private account', host } satisfies AppAccount
  },
}
