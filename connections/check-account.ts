// Whose account a new grant is, and whether this configuration takes it.
import type { AppAccount } from '../apps/define-app.js'
import { AppError } from '../apps/errors.js'
import { findHttpError, HttpRefused } from '../http/errors.js'
import { SignInUnavailable } from './errors.js'
import type { Grant } from './exchange-code.js'
import type { OAuthClient } from './oauth-client.js'

export type AccountCheck =
  | { readonly kind: 'accepted'; readonly account: AppAccount }
  | { readonly kind: 'wrong_org'; readonly account: AppAccount }
  /** The app names an API host that isn't one of its own. */
  | { readonly kind: 'wrong_host' }

/** Asks the app whose the grant is. @throws SignInUnavailable where the app doesn't say; the grant is in it */
export async function checkAccount(
  { app, http, configuration, acceptsHost }: OAuthClient,
  { tokens, response }: Grant,
): Promise<AccountCheck> {
  try {
    const { baseUrl, acceptedOrgs } = configuration
    const account = await app.oauth.lookUpAccount({ http, baseUrl, accessToken: tokens.accessToken, response })
    if (!acceptsHost(account.host)) return { kind: 'wrong_host' }
    return { kind: acceptedOrgs.length > 0 && !acceptedOrgs.includes(account.orgId) ? 'wrong_org' : 'accepted', account }
  } catch (error) {
    const http = findHttpError(error)
    if (http instanceof HttpRefused) return { kind: 'wrong_host' }
    if (http || error instanceof AppError) throw new SignInUnavailable(tokens, error)
    throw error
  }
}
