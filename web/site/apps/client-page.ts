// What another client id would end, before it is saved: who signs in again, what becomes of the shared connection, and which runs use it.
import type { Response } from 'express'
import { countConnected } from '../../../connections/count-connected.js'
import { listRunsUsing, type RunUsing } from '../../../runs/runs-using.js'
import { listWaiting } from '../../../runs/list-waiting.js'
import type { AppConfiguration } from '../../../settings/app-configurations.js'
import { recipeTitle } from '../../../text/recipe-title.js'
import { siteConfigurations } from '../../../text/site-configurations.js'
import { siteRuns } from '../../../text/site-runs.js'
import { html, type Html } from '../../html.js'
import type { WebDeps } from '../../web-deps.js'
import { appName } from '../app-choices.js'
import { textField } from '../field.js'
import { sendSitePage, tableOf } from '../frame.js'
import { runPath } from '../runs/list-page.js'
import { appPath, APPS, editPath, type SiteDeps, type Visit } from '../site-deps.js'

const SHOWN = 20
const words = siteConfigurations.client

interface Wanted {
  readonly visit: Visit
  readonly configuration: AppConfiguration
  /** The new client id. */
  readonly to: string
  /** Of the secret that was typed. */
  readonly problem?: string | undefined
}

export async function sendClientPage(
  { db }: Pick<WebDeps, 'db'>,
  site: SiteDeps,
  response: Response,
  { visit, configuration, to, problem }: Wanted,
): Promise<void> {
  const { id: configurationId, app, label, clientId: from, version } = configuration
  const [{ people, shared }, using, waiting] = await Promise.all([
    countConnected(db, configurationId),
    listRunsUsing(db, { configurationId, limit: SHOWN }),
    listWaiting(db, { configurationId, limit: 1 }),
  ])
  sendSitePage(response, {
    ...(problem !== undefined && { status: 422 }),
    title: `${appName(app)}: ${label}: ${words.title()}`,
    visit,
    place: APPS,
    body: html`<p class="notice">${words.preview({ from, to })}</p>
      <ul>
        <li>${words.people({ count: people })}</li>
        <li>${words.shared({ isThere: shared })}</li>
        <li>${words.runs({ count: using.total })}</li>
        <li>${words.waiting({ count: waiting.total })}</li>
      </ul>
      ${using.total > 0 ? runsTable(site, using) : null}
      <form class="settings act after" method="post" action="${appPath(configurationId)}/client">
        <input type="hidden" name="version" value="${version}" />
        <input type="hidden" name="newClientId" value="${to}" />
        ${textField({ name: 'clientSecret', label: words.secret({ to }), hint: siteConfigurations.fields.clientSecretHint(), problem, kind: 'secret' })}
        <button class="button danger" type="submit">${words.confirm()}</button>
      </form>
      <p><a href="${editPath(configurationId)}">${words.keep()}</a></p>`,
  })
}

function runsTable({ specs }: SiteDeps, { runs, total }: { runs: readonly RunUsing[]; total: number }): Html {
  const titleOf = (recipe: string): string => {
    const spec = specs.find(({ name }) => name === recipe)
    return spec ? recipeTitle(spec) : recipe
  }
  const rows = runs.map(({ id, recipe, name, state }) => [
    html`<a href="${runPath(id)}">${titleOf(recipe)}</a>`,
    html`${name}`,
    html`${siteRuns.states[state]}`,
  ])
  const { run, who, state } = words.columns
  return html`${tableOf({ label: words.runs({ count: total }), head: [run, who, state], rows })}
  ${total > runs.length ? html`<p>${words.more({ count: total - runs.length })}</p>` : null}`
}
