// The form of a recipe's settings: filled with what holds, or with what was typed and isn't right.
import type { AppConfiguration } from '../../settings/app-configurations.js'
import { hasSwitch, type RecipeSettings } from '../../settings/recipe-settings.js'
import { site } from '../../text/site.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { html, type Html } from '../html.js'
import { appName } from './app-choices.js'
import { invalid, problemText } from './field.js'
import { configurationField, type FilledIn, type Problems } from './read-settings-form.js'
import { settingsPath } from './recipes-page.js'

export interface SettingsForm {
  readonly spec: RecipeSpec
  readonly filledIn: FilledIn
  readonly problems: Problems
  /** The version that a save replaces. */
  readonly version: number
  readonly configurations: readonly AppConfiguration[]
  readonly canEdit: boolean
  /** Of the people who are listed, by object id. */
  readonly names: ReadonlyMap<string, string>
}

export function filledInWith(settings: RecipeSettings): FilledIn {
  return { ...settings, listed: settings.people, people: '', signInHours: String(settings.signInHours) }
}

export function settingsForm(form: SettingsForm): Html {
  const { spec, version, canEdit } = form
  return html`<form class="settings" method="post" action="${settingsPath(spec)}">
    <fieldset class="bare" ${canEdit ? null : html`disabled`}>
      <input type="hidden" name="version" value="${version}" />
      ${verifyField(form)} ${switchField({ name: 'enabled', isOn: form.filledIn.enabled, ...labelsOf(site.settings.enabled) })}
      ${whoField(form)} ${hoursField(form)}
      ${switchField({ name: 'remind', isOn: form.filledIn.remind, ...labelsOf(site.settings.remind) })} ${configurationFields(form)}
      ${canEdit ? html`<button class="button" type="submit">${site.settings.save()}</button>` : null}
    </fieldset>
  </form>`
}

const labelsOf = ({ label, hint }: { label: () => string; hint: () => string }) => ({ label: label(), hint: hint() })

/** Where the recipe pins whose connection it uses, its value is shown and isn't part of the form. */
function verifyField({ spec, filledIn }: SettingsForm): Html {
  const { verify } = site.settings
  if (hasSwitch(spec)) return switchField({ name: 'verifyUserAccess', isOn: filledIn.verifyUserAccess, ...labelsOf(verify) })
  const modes = Object.entries(spec.apps)
  const pins = modes.map(([app, mode]) => site.acts[mode === 'shared' ? 'shared' : 'personal']({ app: appName(app) }))
  const isOn = modes.some(([, mode]) => mode === 'personal')
  return html`<div class="field">
    <label class="switch"
      ><input type="checkbox" role="switch" disabled ${isOn ? html`checked` : null} aria-describedby="pinned" />
      <span>${verify.label()}</span></label
    >
    <p class="soft" id="pinned">${pins.length > 0 ? verify.pinned({ pins }) : verify.noApp()}</p>
  </div>`
}

function switchField({ name, label, hint, isOn }: { name: string; label: string; hint: string; isOn: boolean }): Html {
  return html`<div class="field">
    <input type="hidden" name="${name}" value="off" />
    <label class="switch"
      ><input type="checkbox" role="switch" name="${name}" value="on" ${isOn ? html`checked` : null} aria-describedby="${name}-hint" />
      <span>${label}</span></label
    >
    <p class="soft" id="${name}-hint">${hint}</p>
  </div>`
}

function whoField({ filledIn, problems, spec, names }: SettingsForm): Html {
  const { who } = site.settings
  const shared = Object.entries(spec.apps).filter(([, mode]) => mode === 'shared' || (mode === 'switch' && !filledIn.verifyUserAccess))
  const choice = (value: FilledIn['who'], label: string): Html =>
    html`<label class="choice"
      ><input type="radio" name="who" value="${value}" ${filledIn.who === value ? html`checked` : null} /> <span>${label}</span></label
    >`
  return html`<fieldset class="field">
    <legend>${who.label()}</legend>
    ${choice('nobody', who.nobody())} ${choice('people', who.people())}
    <div class="inner">
      ${filledIn.listed.map(
        (id) =>
          html`<label class="choice"
            ><input type="checkbox" name="person" value="${id}" checked /> <span>${names.get(id) ?? id}</span></label
          >`,
      )}
      <label for="people">${who.ids()}</label>
      <textarea id="people" name="people" rows="3" spellcheck="false" ${invalid('people', problems.people)}>${filledIn.people}</textarea>
      ${problemText('people', problems.people)}
    </div>
    ${choice('everyone', who.everyone())}
    ${shared.length > 0 ? html`<p class="soft">${who.shared({ apps: shared.map(([app]) => appName(app)) })}</p>` : null}
  </fieldset>`
}

function hoursField({ filledIn, problems }: SettingsForm): Html {
  const { hours } = site.settings
  return html`<div class="field">
    <label for="signInHours">${hours.label()}</label>
    <input
      id="signInHours"
      name="signInHours"
      inputmode="numeric"
      value="${filledIn.signInHours}"
      ${invalid('signInHours', problems.signInHours)}
    />
    ${problemText('signInHours', problems.signInHours)}
    <p class="soft">${hours.hint()}</p>
  </div>`
}

/** Only where there is something to choose. */
function configurationFields({ spec, filledIn, configurations }: SettingsForm): readonly Html[] {
  return Object.keys(spec.apps).flatMap((app) => {
    const choices = configurations.filter((one) => one.app === app)
    const chosen = filledIn.configurations[app] ?? app
    if (choices.every(({ id }) => id === chosen)) return []
    const options = choices.map(
      ({ id, label }) => html`<option value="${id}" ${id === chosen ? html`selected` : null}>${label} (${id})</option>`,
    )
    const name = configurationField(app)
    return [
      html`<div class="field">
        <label for="${name}">${site.settings.configuration.label({ app: appName(app) })}</label>
        <select id="${name}" name="${name}">
          ${options}
        </select>
      </div>`,
    ]
  })
}
