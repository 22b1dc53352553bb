// The stand-in for a ServiceNow instance: OAuth by its rules, its REST APIs with users and rights, pages to look at, and faults on demand.
import { join } from 'node:path'
import { startOAuthApp, type OAuthApp, type OAuthAppOptions, type OAuthAppStandIn } from '../oauth-app/start.js'
import { tokensTable } from '../oauth-app/tokens-table.js'
import { serviceNowUsers } from './accounts.js'
import { answerApi, type ApiSettings } from './api.js'
import { limitReached, notAuthenticated } from './failure.js'
import { OAUTH_SCOPE, oauthConfiguration, oauthPaths, reshapeAnswer, revokeToken, REVOCATION_PATH } from './oauth.js'
import { incidentPage, overviewPage } from './page.js'
import { openRecords, type Records } from './records.js'

const accounts = serviceNowUsers.map(({ key, name, user_name }) => ({ key, name, login: user_name, org: 'Contoso IT' }))
const MAX_ATTACHMENT_BYTES = 26_214_400

export interface ServiceNowStandIn extends OAuthAppStandIn {
  /** Everything that is in the instance, whoever may see it. */
  readonly records: Records
}

interface ServiceNowOptions extends OAuthAppOptions {
  /** An admin has made a unique index on the correlation id of tasks; there is none unless told. */
  readonly hasUniqueCorrelation?: boolean
  /** 25 MB unless told. */
  readonly maxAttachmentBytes?: number
}

/** @throws EADDRINUSE when the port is taken */
export async function startServiceNow(options: ServiceNowOptions): Promise<ServiceNowStandIn> {
  const records = openRecords(options.stateFolder && join(options.stateFolder, 'records.json'))
  const { hasUniqueCorrelation = false, maxAttachmentBytes = MAX_ATTACHMENT_BYTES } = options
  const standIn = await startOAuthApp(serviceNow({ records, hasUniqueCorrelation, maxAttachmentBytes }), options)
  return {
    ...{ ...standIn, records },
    get tokenCalls() {
      return standIn.tokenCalls
    },
  }
}

function serviceNow(settings: ApiSettings): OAuthApp {
  return {
    ...{ service: 'ServiceNow', accent: '#2f7d4f', cookiePrefix: 'servicenow', scope: OAUTH_SCOPE, accounts, paths: oauthPaths },
    faults: { api: '/api/', limit: limitReached() },
    configuration: oauthConfiguration,
    reshape: reshapeAnswer,
    async answer({ request, url, account }, { store }) {
      if (url.pathname === REVOCATION_PATH) return revokeToken(request, url, store)
      if (!url.pathname.startsWith('/api/')) return null
      const user = serviceNowUsers.find(({ key }) => key === account)
      return user ? await answerApi(request, url, user, settings) : notAuthenticated()
    },
    page({ pathname, searchParams }, { controls }) {
      if (pathname === '/incident.do') return incidentPage(settings.records, searchParams.get('sys_id'))
      return pathname === '/' ? overviewPage(settings.records, tokensTable(accounts, controls)) : null
    },
  }
}
