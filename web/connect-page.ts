// The page behind a sign-in link: who connects to what, for which runs, and the button that starts the trip.
import type { Response } from 'express'
import type { SignInRequest } from '../connections/sign-in-requests.js'
import { openWaitsOfRequest, type OpenWait } from '../runs/open-waits.js'
import { pages } from '../text/pages.js'
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { startForm } from './actions.js'
import { describeRequest } from './describe-request.js'
import { formatMoment } from '../text/format-moment.js'
import { html, type Html } from './html.js'
import { sendPage } from './page.js'
import type { WebDeps } from './web-deps.js'

/** Reads only: scanners and previews may fetch it as often as they like. */
export async function sendConnectPage(deps: WebDeps, response: Response, request: SignInRequest): Promise<void> {
  const { token, app, configuration } = await describeRequest(deps, request)
  const waits = await openWaitsOfRequest(deps.db, deps.keys, request.id)
  const profile = waits[0]?.profile ?? request.wantedBy?.profile
  sendPage(response, {
    tone: 'ask',
    title: pages.connect.title({ app, recipes: waits.map(({ recipe }) => titleOf(recipe)) }),
    body: html`<p class="lead">${pages.connect.lead({ app })}</p>
      <dl class="facts">
        ${profile ? fact(pages.connect.for(), html`<strong>${profile.name}</strong>${second(profile.email)}`) : null}
        ${fact(app, html`${configuration}`)} ${waits.length > 0 ? fact(pages.connect.waiting(), waitList(waits)) : null}
      </dl>
      ${startForm({ token, label: pages.connect.button({ app }) })}
      <p class="soft">${pages.connect.once({ app })}</p>
      ${profile ? html`<p class="soft">${pages.connect.notYou()}</p>` : null}`,
  })
}

function fact(label: string, value: Html): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`
}

function second(text: string): Html | null {
  return text === '' ? null : html`<span class="second">${text}</span>`
}

function waitList(waits: readonly OpenWait[]): Html {
  return html`<ul>
    ${waits.map(({ recipe, deadlineAt, profile }) => {
      const time = html`<time datetime="${deadlineAt.toISOString()}"
        >${pages.connect.until({ until: formatMoment(deadlineAt, profile) })}</time
      >`
      return html`<li><strong>${titleOf(recipe)}</strong><span class="second">${time}</span></li>`
    })}
  </ul>`
}

function titleOf(recipe: string): string {
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  return spec ? recipeTitle(spec) : recipe
}
