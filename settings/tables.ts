// How settings and app configurations read in a shell.
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import type { AppConfiguration } from './app-configurations.js'
import { shellName } from './find-spec.js'
import { hasSwitch, type RecipeSettings } from './recipe-settings.js'

/** One row per recipe; a switch that the recipe pins reads as what it is pinned to. */
export function recipesTable(rows: readonly { readonly spec: RecipeSpec; readonly settings: RecipeSettings }[]): string {
  const head = ['Recipe', 'Command', 'Verify user access', 'Enabled', 'Who may run it', 'Waits for a sign-in']
  return table(
    head,
    rows.map(({ spec, settings }) => [
      shellName(spec),
      spec.command,
      hasSwitch(spec) ? onOff(settings.verifyUserAccess) : pinnedIn(spec),
      settings.disabledAt ? `off since ${minute(settings.disabledAt)}` : onOff(settings.enabled),
      settings.who === 'people' ? settings.people.join(', ') : settings.who,
      `${String(settings.signInHours)} h${settings.remind ? '' : ', not reminded'}`,
    ]),
  )
}

/** One row per app configuration; secrets aren't among what is read. */
export function appsTable(configurations: readonly AppConfiguration[]): string {
  if (configurations.length === 0)
    return 'There are no app configurations yet. The SALESFORCE_*, SERVICENOW_* and BOX_* variables of bot and worker make one each at their start.'
  return table(
    ['Id', 'App', 'Label', 'Sign-in at', 'Client id', 'Accepted orgs', 'From'],
    configurations.map((it) => [it.id, it.app, it.label, it.baseUrl, it.clientId, it.acceptedOrgs.join(', ') || 'any', it.source]),
  )
}

function onOff(on: boolean): string {
  return on ? 'on' : 'off'
}

/** `pinned: salesforce shared`; a recipe without apps has nothing to verify. */
function pinnedIn(spec: RecipeSpec): string {
  const pins = Object.entries(spec.apps).map(([app, mode]) => `${app} ${mode}`)
  return pins.length === 0 ? 'uses no app' : `pinned: ${pins.join(', ')}`
}

/** UTC, to the minute. */
export function minute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Columns as wide as their widest cell, under their titles. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
