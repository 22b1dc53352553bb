// The routes of recipes and their settings.
import { Router, urlencoded, type Request, type Response } from 'express'
import type { SettingsChange } from '../../settings/change-recipe-settings.js'
import { shellName } from '../../settings/find-spec.js'
import { recipeTitle } from '../../text/recipe-title.js'
import { site } from '../../text/site.js'
import { siteTightening } from '../../text/site-tightening.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { html, type Html } from '../html.js'
import { queryOf } from '../query-of.js'
import type { WebDeps } from '../web-deps.js'
import { appName } from './app-choices.js'
import type { Gate } from './gate.js'
import { sendInFlightPage } from './in-flight-page.js'
import { notice } from './notice.js'
import { findPeopleMeant } from './people-meant.js'
import { readSettingsForm } from './read-settings-form.js'
import { sendRecipesPage, settingsPath } from './recipes-page.js'
import { saveSettings } from './save-settings.js'
import { sendStopped } from './send-stopped.js'
import { sendSettingsPage, type Outcome } from './settings-page.js'
import { editors, readers, RECIPES, type SiteDeps, type Visit } from './site-deps.js'

type RecipeParams = { readonly recipe: string }

export function settingsRoutes(deps: WebDeps, siteDeps: SiteDeps, gate: Gate): Router {
  const { db } = deps
  const router = Router()
  const path = `${RECIPES}/:recipe/settings`

  router.get(
    RECIPES,
    gate.page(readers, (_request, response, visit) => sendRecipesPage(deps, siteDeps, response, visit)),
  )
  router.get(path, (request, response, next) => {
    const spec = specOf(request)
    if (!spec) next()
    else gate.page<RecipeParams>(readers, (...visited) => show(spec, ...visited))(request, response, next)
  })
  router.post(path, urlencoded({ extended: false, limit: '32kb' }), (request, response, next) => {
    const spec = specOf(request)
    if (!spec) next()
    else gate.form<RecipeParams>(editors, (...visited) => save(spec, ...visited))(request, response, next)
  })
  return router

  function specOf({ params }: Request<RecipeParams>): RecipeSpec | undefined {
    return siteDeps.specs.find((spec) => shellName(spec) === params.recipe)
  }

  function show(spec: RecipeSpec, request: Request<RecipeParams>, response: Response, visit: Visit): Promise<void> {
    const said = saidAt(queryOf(request).get('said'))
    const outcome = said === null ? undefined : { notice: notice(said, 'good') }
    return sendSettingsPage(deps, siteDeps, { response, visit, spec, outcome })
  }

  async function save(spec: RecipeSpec, request: Request<RecipeParams>, response: Response, visit: Visit): Promise<void> {
    const { tenantId } = visit.session.caller
    const read = await readSettingsForm(request.body, (typed) => findPeopleMeant(db, { tenantId, typed }))
    const again = (outcome: Outcome) => sendSettingsPage(deps, siteDeps, { response, visit, spec, outcome })
    if (read.kind === 'unreadable') {
      sendStopped(deps, response, { status: 400, code: 'WB-SITE-005', words: site.notReadable(), href: RECIPES })
      return
    }
    if (read.kind === 'wrong') {
      const { filledIn, problems } = read
      await again({ status: 422, notice: notice(site.settings.wrong(), 'problem'), filledIn, problems })
      return
    }
    const { change, version, inFlight } = read
    const saved = await db.transaction((tx) => saveSettings(tx, siteDeps, { spec, change, version, inFlight, visit }))
    if (saved.kind === 'asks') {
      sendInFlightPage({ response, visit, spec, change, version, count: saved.count })
      return
    }
    await deps.wake(saved.waits)
    if (saved.result.kind === 'pinned') {
      const words = site.pinned({ title: recipeTitle(spec) })
      sendStopped(deps, response, { status: 409, code: 'WB-SITE-006', words, href: settingsPath(spec) })
    } else if (saved.result.kind === 'no_such_configuration') {
      const words = site.settings.configuration.gone({ app: appName(saved.result.app) })
      await again({ status: 422, notice: notice(words, 'problem') })
    } else if (saved.result.kind === 'changed_meanwhile') await again({ status: 409, notice: meanwhile(change) })
    else response.redirect(303, `${settingsPath(spec)}?said=${saidOf(saved.result.kind, saved.stopped)}`)
  }
}

const saidOf = (kind: 'changed' | 'unchanged', stopped: number): string =>
  kind === 'unchanged' ? 'unchanged' : stopped > 0 ? `stopped-${String(stopped)}` : 'saved'

/** What a save came to, as the address says it; null: nothing that we wrote. */
function saidAt(said: string | null): string | null {
  if (said === 'saved' || said === 'unchanged') return site.settings[said]()
  const stopped = /^stopped-(\d{1,6})$/.exec(said ?? '')
  return stopped ? siteTightening.stopped({ count: Number(stopped[1]) }) : null
}

/** Two editors: the second is told, and sees what they had chosen beside what holds. */
function meanwhile({ configurations, people, ...chosen }: SettingsChange): Html {
  const { meanwhile: words, names, value } = site.settings
  const values = { ...chosen, ...(chosen.who === 'people' && { who: (people ?? []).join(', ') }) }
  const lines = Object.entries(values).map(([name, given]) => html`<li>${names[name] ?? name}: ${value(given)}</li>`)
  const apps = Object.entries(configurations ?? {}).map(([app, id]) => html`<li>${names.configurations ?? ''}: ${app}=${id}</li>`)
  return html`<div class="notice problem" role="alert">
    <p><strong>${words.title()}</strong> ${words.lead()}</p>
    <ul>
      ${lines} ${apps}
    </ul>
  </div>`
}
