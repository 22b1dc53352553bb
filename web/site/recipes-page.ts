// The list of recipes: what each does, as whom it acts, who may run it, how its runs went lately, and whether it is on.
import type { Response } from 'express'
import { COUNTED_AT_MOST, lastRuns, type LastRuns } from '../../runs/last-runs.js'
import { shellName } from '../../settings/find-spec.js'
import { recipeSettings, type RecipeSettings } from '../../settings/recipe-settings.js'
import { snapshotSettings } from '../../settings/snapshot.js'
import { minute } from '../../settings/tables.js'
import { age } from '../../text/age.js'
import { recipeTitle } from '../../text/recipe-title.js'
import { siteRuns } from '../../text/site-runs.js'
import { site } from '../../text/site.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { html, type Html } from '../html.js'
import type { WebDeps } from '../web-deps.js'
import { appName } from './app-choices.js'
import { sendSitePage, tableOf } from './frame.js'
import { hasOneOf, overseers, RECIPES, RUNS, type SiteDeps, type Visit } from './site-deps.js'

export const settingsPath = (spec: RecipeSpec): string => `${RECIPES}/${shellName(spec)}/settings`

export async function sendRecipesPage({ db }: WebDeps, { specs, sandbox }: SiteDeps, response: Response, visit: Visit): Promise<void> {
  const names = specs.map(({ name }) => name)
  const last = await lastRuns(db, names)
  const maySeeRuns = hasOneOf(visit.roles, overseers)
  const rows = await Promise.all(
    specs.map(async (spec) => rowOf(spec, await recipeSettings(db, spec, { sandbox }), { last: last.get(spec.name), maySeeRuns })),
  )
  const { columns } = site.recipes
  const head = [columns.recipe, columns.acts, columns.who, columns.last, columns.state]
  const table = tableOf({ label: site.recipes.title(), head, rows })
  sendSitePage(response, {
    title: site.recipes.title(),
    visit,
    place: RECIPES,
    body: rows.length === 0 ? html`<p>${site.recipes.nothing()}</p>` : table,
  })
}

interface Lately {
  readonly last: LastRuns | undefined
  readonly maySeeRuns: boolean
}

function rowOf(spec: RecipeSpec, settings: RecipeSettings, lately: Lately): readonly Html[] {
  const title = recipeTitle(spec)
  return [
    html`<a href="${settingsPath(spec)}" aria-label="${site.recipes.settings({ title })}">${title}</a
      ><span class="second">${spec.hint}</span>`,
    html`${actsAs(spec, settings).map((line) => html`<span class="line">${line}</span>`)}`,
    html`${whoMayRun(settings)}`,
    lastRunOf(spec, lately),
    html`${settings.disabledAt ? site.state.off({ since: minute(settings.disabledAt) }) : site.state.on()}`,
  ]
}

function lastRunOf(spec: RecipeSpec, { last, maySeeRuns }: Lately): Html {
  if (!last) return html`${site.recipes.neverRun()}`
  const { state, acceptedAt, count, troubled } = last
  const words = site.recipes.lastRun({ state: siteRuns.states[state], age: age(Date.now() - acceptedAt.getTime()) })
  const day = site.recipes.day({ count, troubled, isMore: count >= COUNTED_AT_MOST })
  return html`${maySeeRuns ? html`<a class="quiet" href="${RUNS}?recipe=${shellName(spec)}">${words}</a>` : words}<span class="second"
      >${day}</span
    >`
}

/** As whom a run that starts now would act, a line for each app. */
function actsAs(spec: RecipeSpec, settings: RecipeSettings): readonly string[] {
  const lines = Object.entries(snapshotSettings(spec, settings).identities).map(([id, { mode }]) => site.acts[mode]({ app: appName(id) }))
  return lines.length > 0 ? lines : [site.acts.noApp()]
}

function whoMayRun({ who, people }: RecipeSettings): string {
  return who === 'people' ? site.who.people({ count: people.length }) : site.who[who]()
}
