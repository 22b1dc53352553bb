// Recipe > Settings: what holds, the form that changes it, and what was changed before.
import type { Response } from 'express'
import { countOpenRuns } from '../../runs/open-runs.js'
import { listAppConfigurations } from '../../settings/app-configurations.js'
import { listChanges, type SettingChange } from '../../settings/list-changes.js'
import { recipeSettings } from '../../settings/recipe-settings.js'
import { minute } from '../../settings/tables.js'
import { recipeTitle } from '../../text/recipe-title.js'
import { site } from '../../text/site.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { html, type Html } from '../html.js'
import type { WebDeps } from '../web-deps.js'
import { sendSitePage, tableOf } from './frame.js'
import { namesOfPeople } from './people-names.js'
import type { FilledIn, Problems } from './read-settings-form.js'
import { filledInWith, settingsForm } from './settings-form.js'
import { editors, hasOneOf, RECIPES, type SiteDeps, type Visit } from './site-deps.js'

/** What a save came to, above the form. */
export interface Outcome {
  readonly status?: number
  readonly notice: Html
  /** What was typed, where it is to be corrected. */
  readonly filledIn?: FilledIn
  readonly problems?: Problems
}

export async function sendSettingsPage(
  { db }: WebDeps,
  { sandbox }: SiteDeps,
  { response, visit, spec, outcome }: { response: Response; visit: Visit; spec: RecipeSpec; outcome?: Outcome | undefined },
): Promise<void> {
  const [settings, configurations, open, changes] = await Promise.all([
    recipeSettings(db, spec, { sandbox }),
    listAppConfigurations(db),
    countOpenRuns(db, spec.name),
    listChanges(db, spec.name),
  ])
  const filledIn = outcome?.filledIn ?? filledInWith(settings)
  const ids = [...filledIn.listed, ...changes.flatMap((change) => [change.by, ...idsIn(change)])]
  const names = await namesOfPeople(db, { tenantId: visit.session.caller.tenantId, ids })
  const canEdit = hasOneOf(visit.roles, editors)
  const form = settingsForm({
    ...{ spec, configurations, canEdit, names, filledIn, version: settings.version },
    problems: outcome?.problems ?? {},
  })
  sendSitePage(response, {
    ...(outcome?.status !== undefined && { status: outcome.status }),
    title: site.settings.title({ title: recipeTitle(spec) }),
    visit,
    place: RECIPES,
    body: html`<p class="soft"><a href="${RECIPES}">${site.settings.back()}</a> · ${spec.hint}</p>
      ${outcome?.notice ?? null} ${canEdit ? null : html`<p class="notice">${site.settings.readOnly()}</p>`}
      ${open > 0 ? html`<p>${site.settings.open({ count: open })}</p>` : null} ${form}
      <h2>${site.settings.history.title()}</h2>
      ${history(changes, names)}`,
  })
}

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/** Those whom a change of who may run names. */
const idsIn = ({ from, to }: SettingChange): readonly string[] => `${String(from)} ${String(to)}`.match(GUID) ?? []

function history(changes: readonly SettingChange[], names: ReadonlyMap<string, string>): Html {
  const { history: words, names: settings, value } = site.settings
  if (changes.length === 0) return html`<p>${words.none()}</p>`
  const cell = (text: string): Html => html`${text === '' ? words.nothing() : text}`
  const whoIs = (by: string): string => (by.startsWith('shell:') ? words.shell({ user: by.slice(6) }) : (names.get(by) ?? by))
  const inNames = (text: string): string => text.replace(GUID, (id) => names.get(id) ?? id)
  return tableOf({
    label: words.title(),
    head: [words.columns.at, words.columns.by, words.columns.setting, words.columns.from, words.columns.to],
    rows: changes.map(({ at, by, setting, from, to }) => [
      html`<time datetime="${at.toISOString()}">${minute(at)}</time>`,
      ...[whoIs(by), settings[setting] ?? setting, inNames(value(from)), inNames(value(to))].map(cell),
    ]),
  })
}
