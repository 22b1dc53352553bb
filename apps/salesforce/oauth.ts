// How one signs in to Salesforce, and who a token belongs to.
// https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm
import { z } from 'zod'
import type { Http } from '../../http/http.js'
import type { Secret } from '../../keys/secret.js'
import { askAccount } from '../ask-account.js'
import type { AppAccount, OAuthProfile } from '../define-app.js'
import { AppUnavailable } from '../errors.js'

/** The identity URL names org and user: `https://login.salesforce.com/id/00D.../005...`. */
const tokenResponse = z.object({ id: z.string(), instance_url: z.string() })
const identityPath = /^\/id\/([a-zA-Z0-9]{15,18})\/([a-zA-Z0-9]{15,18})$/
const identity = z.object({ user_id: z.string(), organization_id: z.string(), username: z.string() })
const organization = z.object({ records: z.array(z.object({ Name: z.string() })).min(1) })

const DAY_MS = 86_400_000
/** Refusals that no later try can change: RFC 6749, 5.2, and a user or an org that was switched off. */
const DEAD = ['invalid_grant', 'inactive_user', 'inactive_org']

export const salesforceOAuth: OAuthProfile = {
  endpoints: (baseUrl) => ({
    authorization: `${baseUrl}/services/oauth2/authorize`,
    token: `${baseUrl}/services/oauth2/token`,
    revocation: `${baseUrl}/services/oauth2/revoke`,
  }),
  scopes: ['api', 'refresh_token'],
  // For production, for sandboxes, and an org's own.
  acceptsLogin: (url) => ['login.salesforce.com', 'test.salesforce.com'].includes(url.hostname) || isMyDomain(url),
  acceptsHost: (url) => isMyDomain(url),
  // Salesforce keeps five approvals per user and app; the sixth silently ends the oldest.
  onReplace: 'revoke',
  // An app with Refresh Token Rotation ends the whole family when a used token comes again; its tokens idle out after 30 days. An app
  // without has neither rule, and loses nothing by our keeping them. https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_refresh_token_flow.htm
  // and https://help.salesforce.com/s/articleView?id=xcloud.connected_app_limit_idle_ttl.htm
  refresh: { afterLostAnswer: 'sign_in_again', idleMs: 30 * DAY_MS, fixedLifeMs: null },
  isGrantDead: ({ error }) => DEAD.includes(error),
  // https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm
  isClientRefused: ({ error }) => error === 'invalid_client',
  revocation: 'rfc7009',
  async lookUpAccount({ http, baseUrl, accessToken, response }) {
    const given = tokenResponse.safeParse(response)
    const host = given.success ? originOf(given.data.instance_url) : undefined
    const [, orgId, userId] = identityPath.exec(given.success ? pathOf(given.data.id) : '') ?? []
    if (!host || !orgId || !userId) throw new AppUnavailable("Salesforce didn't say which account it signed in.")
    const who = await askIdentity({ http, accessToken }, [...new Set([baseUrl, host])], `/id/${orgId}/${userId}`)
    if (who.organization_id !== orgId || who.user_id !== userId) throw new AppUnavailable('Salesforce named two different accounts.')
    return {
      key: `${orgId}/${userId}`,
      name: who.username,
      orgId,
      orgName: await orgNameOf({ http, accessToken }, host, orgId),
      host,
    } satisfies AppAccount
  },
}

/** With its sandbox, scratch and developer forms; government cloud. https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm */
function isMyDomain(url: URL): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)?\.my\.salesforce\.(com|mil)$/.test(url.hostname)
}

interface Asking {
  readonly http: Http
  readonly accessToken: Secret
}

/**
 * The identity service answers on the login host, on some orgs only on the org's own host. The host inside the identity URL isn't used:
 * what an answer says may not choose where a token is sent.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm
 */
async function askIdentity(asking: Asking, hosts: readonly string[], path: string): Promise<z.infer<typeof identity>> {
  let status = 0
  for (const host of hosts) {
    const answer = await askAccount(asking, new URL(path, host))
    const parsed = identity.safeParse(answer.json)
    if (answer.status === 200 && parsed.success) return parsed.data
    status = answer.status
  }
  throw new AppUnavailable(`Salesforce answered ${String(status)} when it was asked whose sign-in this is.`)
}

/** For people only, so a user who can't read the Organization record gets the org's id instead. */
async function orgNameOf(asking: Asking, host: string, orgId: string): Promise<string> {
  const url = new URL('/services/data/v64.0/query', host)
  url.searchParams.set('q', 'select Name from Organization')
  const parsed = organization.safeParse((await askAccount(asking, url)).json)
  return parsed.data?.records[0]?.Name ?? orgId
}

/** Addresses of other kinds (`data:`) have no origin that could be called. */
function originOf(url: string): string | undefined {
  return /^https?:/i.test(url) && URL.canParse(url) ? new URL(url).origin : undefined
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : ''
}
