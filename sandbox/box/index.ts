// The stand-in for Box: OAuth by its rules, the signed-in user, a page to look at, and faults on demand.
import { htmlPage } from '../html.js'
import { startOAuthApp, type OAuthApp, type OAuthAppOptions, type OAuthAppStandIn } from '../oauth-app/start.js'
import { tokensTable } from '../oauth-app/tokens-table.js'
import { boxUsers } from './accounts.js'
import { answerApi, limitReached, unauthorized } from './api.js'
import { OAUTH_SCOPE, oauthConfiguration, oauthPaths, reshapeAnswer, revokeToken, REVOCATION_PATH } from './oauth.js'

const ACCENT = '#0061d5'
const BADGE = '<span class="badge">Stand-in for Box: not the real thing</span>'
const accounts = boxUsers.map(({ key, name, login, enterprise }) => ({ key, name, login, org: enterprise?.name ?? 'private' }))

const box: OAuthApp = {
  ...{ service: 'Box', accent: ACCENT, cookiePrefix: 'box', scope: OAUTH_SCOPE, accounts, paths: oauthPaths },
  faults: { api: '/2.0', limit: limitReached() },
  configuration: oauthConfiguration,
  reshape: reshapeAnswer,
  async answer({ request, url, account }, parts) {
    if (url.pathname === REVOCATION_PATH) return revokeToken(request, parts)
    if (!url.pathname.startsWith('/2.0/')) return null
    const user = boxUsers.find(({ key }) => key === account)
    return user ? answerApi(request.method ?? '', url, user) : unauthorized()
  },
  page({ pathname }, { controls }) {
    if (pathname !== '/') return null
    const body = `${BADGE}<h1>Box</h1>\n${tokensTable(accounts, controls)}`
    return htmlPage({ title: 'Box (stand-in)', accent: ACCENT, wide: true, body })
  },
}

/** @throws EADDRINUSE when the port is taken */
export function startBox(options: OAuthAppOptions): Promise<OAuthAppStandIn> {
  return startOAuthApp(box, options)
}
