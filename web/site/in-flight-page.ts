// Asks what becomes of runs in flight before settings are saved that allow less: let them finish, or stop them. Nothing is saved yet.
import type { Response } from 'express'
import type { SettingsChange } from '../../settings/change-recipe-settings.js'
import { recipeTitle } from '../../text/recipe-title.js'
import { siteTightening } from '../../text/site-tightening.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { html, type Html } from '../html.js'
import { sendSitePage } from './frame.js'
import { configurationField } from './read-settings-form.js'
import { settingsPath } from './recipes-page.js'
import { RECIPES, type Visit } from './site-deps.js'

export interface AskInFlight {
  readonly response: Response
  readonly visit: Visit
  readonly spec: RecipeSpec
  /** What is about to be saved, and over which version. */
  readonly change: SettingsChange
  readonly version: number
  /** How many runs it concerns. */
  readonly count: number
}

export function sendInFlightPage({ response, visit, spec, change, version, count }: AskInFlight): void {
  const path = settingsPath(spec)
  sendSitePage(response, {
    ...{ title: siteTightening.title({ title: recipeTitle(spec), count }), visit, place: RECIPES },
    body: html`<p>${siteTightening.lead({ count })}</p>
      <form class="settings" method="post" action="${path}">
        ${fieldsOf(change, version).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <fieldset class="field">
          <legend>${siteTightening.legend({ count })}</legend>
          ${choice('finish', true)} ${choice('stop', false)}
        </fieldset>
        <p class="acts-row">
          <button class="button" type="submit">${siteTightening.save()}</button>
          <a class="plain" href="${path}">${siteTightening.back()}</a>
        </p>
      </form>`,
  })
}

function choice(value: 'finish' | 'stop', isChosen: boolean): Html {
  const { label, hint } = siteTightening[value]
  return html`<label class="choice"
      ><input type="radio" name="inFlight" value="${value}" ${isChosen ? html`checked` : null} aria-describedby="${value}-hint" />
      <span>${label()}</span></label
    >
    <p class="soft" id="${value}-hint">${hint()}</p>`
}

/** As the form of the settings posts them. */
function fieldsOf(change: SettingsChange, version: number): readonly (readonly [string, string])[] {
  const { verifyUserAccess, enabled, who, people, signInHours, remind, configurations } = change
  const onOff = (isOn: boolean | undefined): string => (isOn ? 'on' : 'off')
  return [
    ['version', String(version)],
    ...(verifyUserAccess === undefined ? [] : [['verifyUserAccess', onOff(verifyUserAccess)] as const]),
    ['enabled', onOff(enabled)],
    ['who', who ?? 'nobody'],
    ['people', (people ?? []).join('\n')],
    ['signInHours', String(signInHours ?? '')],
    ...(remind === undefined ? [] : [['remind', onOff(remind)] as const]),
    ...Object.entries(configurations ?? {}).map(([app, id]) => [configurationField(app), id] as const),
  ]
}
