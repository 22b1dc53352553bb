// The stand-in for a ServiceNow instance: OAuth by its rules, users and incidents, pages to look at, and faults on demand.
import { startOAuthApp, type OAuthApp, type OAuthAppOptions, type OAuthAppStandIn } from '../oauth-app/start.js'
import { tokensTable } from '../oauth-app/tokens-table.js'
import { serviceNowUsers } from './accounts.js'
import { answerApi, limitReached, notAuthenticated } from './api.js'
import { OAUTH_SCOPE, oauthConfiguration, oauthPaths, reshapeAnswer, revokeToken, REVOCATION_PATH } from './oauth.js'
import { incidentPage, overviewPage } from './page.js'

const accounts = serviceNowUsers.map(({ key, name, user_name }) => ({ key, name, login: user_name, org: 'Contoso IT' }))

const serviceNow: OAuthApp = {
  ...{ service: 'ServiceNow', accent: '#2f7d4f', cookiePrefix: 'servicenow', scope: OAUTH_SCOPE, accounts, paths: oauthPaths },
  faults: { api: '/api/now', limit: limitReached() },
  configuration: oauthConfiguration,
  reshape: reshapeAnswer,
  async answer({ request, url, account }, { store }) {
    if (url.pathname === REVOCATION_PATH) return revokeToken(request, url, store)
    if (!url.pathname.startsWith('/api/now/')) return null
    const user = serviceNowUsers.find(({ key }) => key === account)
    return user ? answerApi(request.method ?? '', url, user) : notAuthenticated()
  },
  page({ pathname, searchParams }, { controls }) {
    if (pathname === '/incident.do') return incidentPage(searchParams.get('sys_id'))
    return pathname === '/' ? overviewPage(tokensTable(accounts, controls)) : null
  },
}

/** @throws EADDRINUSE when the port is taken */
export function startServiceNow(options: OAuthAppOptions): Promise<OAuthAppStandIn> {
  return startOAuthApp(serviceNow, options)
}
