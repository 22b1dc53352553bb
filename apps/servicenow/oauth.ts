// How one signs in to a ServiceNow instance.
// https://www.servicenow.com/docs/r/platform-security/authentication/authorization-workflow.html
import type { OAuthProfile, TokenRefusal } from '../define-app.js'
import { lookUpUser } from './user.js'

const DAY_MS = 86_400_000

export const serviceNowOAuth: OAuthProfile = {
  // The instance is login host and API in one.
  endpoints: (baseUrl) => ({
    authorization: `${baseUrl}/oauth_auth.do`,
    token: `${baseUrl}/oauth_token.do`,
    revocation: `${baseUrl}/oauth_revoke_token.do`,
  }),
  // Everything that the user may do: what an entry of the registry gives unless it has scopes of its own.
  scopes: ['useraccount'],
  // The government cloud has a domain of its own; an instance with a custom URL is for EXTRA_APP_HOSTS.
  acceptsLogin: (url) => isInstance(url),
  acceptsHost: (url) => isInstance(url),
  // The new sign-in may give the very tokens of the old one: what is in use is never ended (connections/end-at-app.ts).
  onReplace: 'revoke',
  // A refresh gives the same refresh token, and its 100 days aren't moved by that. https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB0791140
  refresh: { afterLostAnswer: 'send_again', idleMs: null, fixedLifeMs: 100 * DAY_MS },
  // An ended refresh token is told like every other refusal: 401, "server_error", "access_denied" (docs/decisions/0012-servicenow-and-box.md).
  isGrantDead: (refusal) => refusal.error === 'invalid_grant' || isAccessDenied(refusal),
  // A wrong secret reads the same.
  isClientRefused: (refusal) => refusal.error === 'invalid_client' || isAccessDenied(refusal),
  revocation: 'token_in_form_without_client',
  lookUpAccount: ({ http, baseUrl, accessToken }) => lookUpUser({ http, accessToken }, baseUrl),
}

const isInstance = (url: URL): boolean => /^[a-z0-9-]+\.(service-now|servicenowservices)\.com$/.test(url.hostname)

const isAccessDenied = ({ status, error, description }: TokenRefusal): boolean =>
  status === 401 && error === 'server_error' && description === 'access_denied'
