// The routes by which an admin makes app configurations, changes, tests and removes them.
import { Router, urlencoded, type Request, type Response } from 'express'
import { recordAudit } from '../../../audit/record.js'
import { checkConfiguration } from '../../../connections/check-configuration.js'
import { WorkbotError } from '../../../errors.js'
import { findAppConfiguration, type AppConfiguration } from '../../../settings/app-configurations.js'
import { makeConfiguration } from '../../../settings/make-configuration.js'
import { siteApps } from '../../../text/site-apps.js'
import { siteConfigurations as words } from '../../../text/site-configurations.js'
import { queryOf } from '../../query-of.js'
import { redirectUriOf } from '../../trips.js'
import type { WebDeps } from '../../web-deps.js'
import type { Gate } from '../gate.js'
import { sendStopped } from '../send-stopped.js'
import { appPath, APPS, NEW_APP, type SiteDeps, type Visit } from '../site-deps.js'
import { sendAppPage } from './app-page.js'
import { editActs } from './edit-acts.js'
import { sendEditPage } from './edit-page.js'
import { sendChoosePage, sendNewPage } from './new-page.js'
import { readConfiguration } from './read-configuration.js'

export type AppParams = { readonly configuration: string }
/** A press on the page of a configuration that is there. */
export interface OnConfiguration {
  readonly request: Request<AppParams>
  readonly response: Response
  readonly visit: Visit
  readonly configuration: AppConfiguration
}

export function configurationRoutes(deps: WebDeps, site: SiteDeps, gate: Gate): Router {
  const { db, keys, apps, extraHosts = [] } = deps
  const body = urlencoded({ extended: false, limit: '32kb' })
  const acts = editActs(deps, site)
  const path = `${APPS}/:configuration`

  return Router()
    .get(
      NEW_APP,
      gate.page(['admin'], (request, response, visit) => {
        const app = appNamed(queryOf(request).get('app'))
        if (app) sendNewPage(response, { visit, app })
        else sendChoosePage(response, visit)
        return Promise.resolve()
      }),
    )
    .post(APPS, body, gate.form(['admin'], make))
    .get(
      `${path}/edit`,
      gate.page<AppParams>(
        ['admin'],
        onConfiguration(({ response, visit, configuration }) => {
          if (configuration.source === 'operator') sendEditPage(response, { visit, configuration })
          else response.redirect(303, appPath(configuration.id))
          return Promise.resolve()
        }),
      ),
    )
    .post(`${path}/edit`, body, gate.form<AppParams>(['admin'], onConfiguration(byHand(acts.save))))
    .post(`${path}/client`, body, gate.form<AppParams>(['admin'], onConfiguration(byHand(acts.changeClient))))
    .post(`${path}/remove`, gate.form<AppParams>(['admin'], onConfiguration(byHand(acts.remove))))
    .post(`${path}/test`, gate.form<AppParams>(['admin'], onConfiguration(test)))

  function appNamed(id: unknown) {
    return typeof id === 'string' && Object.hasOwn(apps, id) ? apps[id] : undefined
  }

  /** Finds what the address names, or says that it isn't there. */
  function onConfiguration(act: (on: OnConfiguration) => Promise<void>) {
    return async (request: Request<AppParams>, response: Response, visit: Visit): Promise<void> => {
      const { configuration: id } = request.params
      const configuration = id.includes('\0') ? null : await findAppConfiguration(db, id)
      if (configuration) await act({ request, response, visit, configuration })
      else sendStopped(deps, response, { status: 404, code: 'WB-SITE-032', words: siteApps.notFound(), href: APPS })
    }
  }

  /** What the environment made is changed there. */
  function byHand(act: (on: OnConfiguration) => Promise<void>) {
    return async (on: OnConfiguration): Promise<void> => {
      const { id, source } = on.configuration
      if (source === 'operator') await act(on)
      else sendStopped(deps, on.response, { status: 409, code: 'WB-SITE-040', words: words.readOnly(), href: appPath(id) })
    }
  }

  async function make(request: Request, response: Response, visit: Visit): Promise<void> {
    const app = appNamed((request.body as { readonly app?: unknown } | undefined)?.app)
    const read = app && readConfiguration(request.body, { app, extraHosts, isNew: true })
    if (!app || !read) {
      sendStopped(deps, response, { status: 400, code: 'WB-SITE-005', words: words.notReadable(), href: APPS })
      return
    }
    if (read.kind === 'wrong' || !read.secret) {
      sendNewPage(response, { visit, app, ...(read.kind === 'wrong' && { wrong: read }) })
      return
    }
    const { shown, clientId, secret } = read
    const made = { app: app.id, ...shown, clientId, secret, scopes: app.oauth.scopes }
    const id = await db.transaction((tx) => makeConfiguration(tx, keys, { made, by: visit.session.caller }))
    response.redirect(303, `${appPath(id)}?said=made`)
  }

  /** Of both sources. Nothing is stored but that it was asked, and what came back. */
  async function test({ response, visit, configuration }: OnConfiguration): Promise<void> {
    const { id } = configuration
    const tested = await tryOut(id)
    const { caller } = visit.session
    const detail =
      tested === 'unset' ? { page: 'not_asked', client: 'unset' } : { page: tested.page.kind, client: tested.client ?? 'not_asked' }
    await recordAudit(db, { event: 'configuration.tested', caller, configurationId: id, detail })
    await sendAppPage(deps, site, { response, visit, configurationId: id, said: null, tested })
  }

  async function tryOut(id: string) {
    try {
      const client = await deps.findClient(db, id)
      return client ? await checkConfiguration(client, redirectUriOf(deps.publicUrl, id)) : 'unset'
    } catch (error) {
      if (error instanceof WorkbotError && error.code === 'WB-SETTINGS-001') return 'unset'
      throw error
    }
  }
}
