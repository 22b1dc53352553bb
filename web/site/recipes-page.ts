// The list of recipes: what each does, as whom it acts, who may run it, and whether it is on.
import type { Response } from 'express'
import { shellName } from '../../settings/find-spec.js'
import { recipeSettings, type RecipeSettings } from '../../settings/recipe-settings.js'
import { snapshotSettings } from '../../settings/snapshot.js'
import { minute } from '../../settings/tables.js'
import { recipeTitle } from '../../text/recipe-title.js'
import { site } from '../../text/site.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { html, type Html } from '../html.js'
import type { WebDeps } from '../web-deps.js'
import { appName } from './app-choices.js'
import { sendSitePage, tableOf } from './frame.js'
import { RECIPES, type SiteDeps, type Visit } from './site-deps.js'

export const settingsPath = (spec: RecipeSpec): string => `${RECIPES}/${shellName(spec)}/settings`

export async function sendRecipesPage({ db }: WebDeps, { specs, sandbox }: SiteDeps, response: Response, visit: Visit): Promise<void> {
  const rows = await Promise.all(specs.map(async (spec) => rowOf(spec, await recipeSettings(db, spec, { sandbox }))))
  const { recipe, acts, who, state } = site.recipes.columns
  const table = tableOf({ label: site.recipes.title(), head: [recipe, acts, who, state], rows })
  sendSitePage(response, {
    title: site.recipes.title(),
    visit,
    place: RECIPES,
    body: rows.length === 0 ? html`<p>${site.recipes.nothing()}</p>` : table,
  })
}

function rowOf(spec: RecipeSpec, settings: RecipeSettings): readonly Html[] {
  const title = recipeTitle(spec)
  return [
    html`<a href="${settingsPath(spec)}" aria-label="${site.recipes.settings({ title })}">${title}</a
      ><span class="second">${spec.hint}</span>`,
    html`${actsAs(spec, settings).map((line) => html`<span class="line">${line}</span>`)}`,
    html`${whoMayRun(settings)}`,
    html`${settings.disabledAt ? site.state.off({ since: minute(settings.disabledAt) }) : site.state.on()}`,
  ]
}

/** As whom a run that starts now would act, a line for each app. */
function actsAs(spec: RecipeSpec, settings: RecipeSettings): readonly string[] {
  const lines = Object.entries(snapshotSettings(spec, settings).identities).map(([id, { mode }]) => site.acts[mode]({ app: appName(id) }))
  return lines.length > 0 ? lines : [site.acts.noApp()]
}

function whoMayRun({ who, people }: RecipeSettings): string {
  return who === 'people' ? site.who.people({ count: people.length }) : site.who[who]()
}
