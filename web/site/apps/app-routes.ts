// The routes of apps: the list, an app configuration's page, and what connects and ends its shared connection.
import { Router, type Response } from 'express'
import { recordAudit } from '../../../audit/record.js'
import { disconnectShared } from '../../../connections/disconnect-shared.js'
import { mintSharedAttempt } from '../../../connections/shared-attempts.js'
import { listSharedConnections } from '../../../connections/shared-connection.js'
import { siteApps } from '../../../text/site-apps.js'
import { queryOf } from '../../query-of.js'
import { leadOn, redirectUriOf } from '../../trips.js'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { saidIn } from '../notice.js'
import { sendStopped } from '../send-stopped.js'
import { appPath, APPS, readers, type SiteDeps, type Visit } from '../site-deps.js'
import type { AppParams } from './configuration-routes.js'
import { appSaid, sendAppPage } from './app-page.js'
import { sendAppsPage } from './apps-page.js'

export function appRoutes(deps: WebDeps, site: SiteDeps, gate: Gate): Router {
  const { db, botKeys, findClient, publicUrl } = deps
  const router = Router()

  router.get(
    APPS,
    gate.page(readers, (request, response, visit) =>
      sendAppsPage(deps, site, { response, visit, said: saidIn(queryOf(request), siteApps.saidOfAll) }),
    ),
  )
  router.get(
    `${APPS}/:configuration`,
    gate.page<AppParams>(readers, async (request, response, visit) => {
      const said = saidIn(queryOf(request), appSaid)
      const isShown = await sendAppPage(deps, site, { response, visit, configurationId: request.params.configuration, said })
      if (!isShown) sendNotFound(response)
    }),
  )
  router.post(
    `${APPS}/:configuration/connect`,
    gate.form<AppParams>(['admin'], async ({ params }, response, visit) => connect(params.configuration, response, visit)),
  )
  router.post(
    `${APPS}/:configuration/disconnect`,
    gate.form<AppParams>(['admin'], async ({ params }, response, { session: { caller } }) => {
      const { configuration } = params
      const shared = (await listSharedConnections(db, caller.tenantId)).find((one) => one.configurationId === configuration)
      const by = caller.aadObjectId
      const isGone = shared && (await db.transaction((tx) => disconnectShared(tx, { connectionId: shared.id, why: 'operator', by })))
      response.redirect(303, isGone ? `${appPath(configuration)}?said=disconnected` : appPath(configuration))
    }),
  )
  return router

  /** To the app, with a trip that only this browser can bring back. */
  async function connect(configurationId: string, response: Response, { session }: Visit): Promise<void> {
    const client = await findClient(db, configurationId)
    if (!client) {
      sendNotFound(response)
      return
    }
    const { caller: admin, idHash: sessionHash } = session
    const redirectUri = redirectUriOf(publicUrl, configurationId)
    const url = await db.transaction(async (tx) => {
      await recordAudit(tx, { event: 'shared.started', caller: admin, configurationId })
      return mintSharedAttempt({ tx, keys: botKeys }, { client, admin, sessionHash, redirectUri })
    })
    leadOn(response, 'page', url, client.app.name)
  }

  function sendNotFound(response: Response): void {
    sendStopped(deps, response, { status: 404, code: 'WB-SITE-032', words: siteApps.notFound(), href: APPS })
  }
}
