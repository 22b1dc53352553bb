// The routes of recipes and their settings.
import { Router, urlencoded, type Request, type Response } from 'express'
import { changeRecipeSettings, type ChangeResult, type SettingsChange } from '../../settings/change-recipe-settings.js'
import { shellName } from '../../settings/find-spec.js'
import { recipeTitle } from '../../text/recipe-title.js'
import { site } from '../../text/site.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { html, type Html } from '../html.js'
import { queryOf } from '../query-of.js'
import type { WebDeps } from '../web-deps.js'
import { appName } from './app-choices.js'
import type { Gate } from './gate.js'
import { notice } from './notice.js'
import { readSettingsForm } from './read-settings-form.js'
import { sendRecipesPage, settingsPath } from './recipes-page.js'
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
    const said = queryOf(request).get('said')
    const outcome = said === 'saved' || said === 'unchanged' ? { notice: notice(site.settings[said](), 'good') } : undefined
    return sendSettingsPage(deps, siteDeps, { response, visit, spec, outcome })
  }

  async function save(spec: RecipeSpec, request: Request<RecipeParams>, response: Response, visit: Visit): Promise<void> {
    const read = readSettingsForm(request.body)
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
    const result = await change(spec, read, visit)
    if (result.kind === 'pinned') {
      const words = site.pinned({ title: recipeTitle(spec) })
      sendStopped(deps, response, { status: 409, code: 'WB-SITE-006', words, href: settingsPath(spec) })
    } else if (result.kind === 'no_such_configuration') {
      const words = site.settings.configuration.gone({ app: appName(result.app) })
      await again({ status: 422, notice: notice(words, 'problem') })
    } else if (result.kind === 'changed_meanwhile') await again({ status: 409, notice: meanwhile(read.change) })
    else response.redirect(303, `${settingsPath(spec)}?said=${result.kind === 'changed' ? 'saved' : 'unchanged'}`)
  }

  function change(
    spec: RecipeSpec,
    { change: wanted, version }: { change: SettingsChange; version: number },
    { session }: Visit,
  ): Promise<ChangeResult> {
    const by = { kind: 'caller', caller: session.caller } as const
    return db.transaction((tx) => changeRecipeSettings(tx, { spec, change: wanted, version, by, sandbox: siteDeps.sandbox }))
  }
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
