// The page that asks, after a late sign-in, whether the runs that waited for long should still be done.
import type { Response } from 'express'
import type { OpenWait } from '../runs/open-waits.js'
import { runValues } from '../text/describe-run.js'
import { pages } from '../text/pages.js'
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { RequestWords } from './describe-request.js'
import { formatMoment } from '../text/format-moment.js'
import { html, type Html } from './html.js'
import { sendPage } from './page.js'

export interface StillAsked {
  readonly words: RequestWords
  /** The app account that they are connected as. */
  readonly account: string | null
  /** Every run that the sign-in was for. */
  readonly waits: readonly OpenWait[]
}

/** Only for the person themselves: it says what they entered. */
export function sendStillPage(response: Response, { words: { token, app }, account, waits }: StillAsked): void {
  const asked = waits.filter(({ isStillAsked }) => isStillAsked)
  const othersGoOn = waits.some(({ outcome, wasStillAsked }) => outcome === 'connected' && !wasStillAsked)
  sendPage(response, {
    tone: 'ask',
    title: pages.still.title({ recipes: asked.map(({ recipe }) => describe(recipe).title) }),
    body: html`<p class="lead">${pages.still.lead({ app, account, count: asked.length })}</p>
      ${othersGoOn ? html`<p>${pages.still.othersGoOn()}</p>` : null} ${asked.map((wait) => question(token, wait, asked.length > 1))}
      <p class="soft">${pages.still.later()}</p>`,
  })
}

function question(token: string, wait: OpenWait, isOneOfSeveral: boolean): Html {
  const { runId, recipe, params, profile, acceptedAt, stepsDone, deadlineAt } = wait
  const { title, spec } = describe(recipe)
  const values = spec && runValues(spec, params, profile.locale)
  const [goOn, cancel] = isOneOfSeveral
    ? [pages.still.goOnWith({ recipe: title }), pages.still.cancelNamed({ recipe: title })]
    : [pages.still.goOn(), pages.still.cancel()]
  return html`<dl class="facts">
      <div>
        <dt>${title}</dt>
        <dd>
          ${values ? html`<strong>${values.plain}</strong>` : null}
          <span class="second">${pages.still.asked({ at: formatMoment(acceptedAt, profile) })}</span>
          <span class="second">${pages.connect.until({ until: formatMoment(deadlineAt, profile) })}</span>
          ${stepsDone > 0 ? html`<span class="second">${pages.still.stepsDone({ count: stepsDone })}</span>` : null}
        </dd>
      </div>
    </dl>
    <form method="post" action="/still/${token}">
      <input type="hidden" name="run" value="${runId}" />
      <button class="button" type="submit" name="decision" value="go_on">${goOn}</button>
      <button class="button quiet" type="submit" name="decision" value="cancel">${cancel}</button>
    </form>`
}

function describe(recipe: string) {
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  return { spec, title: spec ? recipeTitle(spec) : recipe }
}
