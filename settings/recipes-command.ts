// What `npm run recipes` does: list, set, apps, pause, resume; every refusal is a sentence.
import type { Database } from '../database.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import { listAppConfigurations } from './app-configurations.js'
import { changeRecipeSettings, type SettingsChange } from './change-recipe-settings.js'
import { isPaused, setPaused } from './deployment.js'
import { findSpec, shellName } from './find-spec.js'
import { parseChange } from './parse-change.js'
import { recipeSettings, type RecipeSettings } from './recipe-settings.js'
import { snapshotSettings } from './snapshot.js'
import { appsTable, recipesTable } from './tables.js'

export interface RecipesCommandDeps {
  readonly db: Database
  readonly specs: readonly RecipeSpec[]
  readonly sandbox: boolean
  /** The name of who sits at the shell, for the audit. */
  readonly user: string
}

/** `ok` false: nothing was changed, and `text` says why. */
export interface CommandResult {
  readonly ok: boolean
  readonly text: string
}

const usage = `npm run recipes                                    the recipes and their settings
npm run recipes -- set <recipe> [settings]         change settings:
    --verify-user-access on|off                    whether the recipe acts as the user, or with the shared connection
    --enabled on|off
    --who everyone|nobody|<object id>,<object id>
    --sign-in-hours <1 to 720>
    --remind on|off
npm run recipes -- apps                            the app configurations
npm run recipes -- pause | resume                  while paused, no run does anything in an app`

/** Runs one command line, without `npm run recipes --`. */
export async function recipesCommand(deps: RecipesCommandDeps, args: readonly string[]): Promise<CommandResult> {
  const [verb = 'list', ...rest] = args
  if (verb === 'set') return set(deps, rest)
  if (rest.length > 0) return { ok: false, text: `"${rest.join(' ')}" doesn't belong after "${verb}".\n\n${usage}` }
  switch (verb) {
    case 'list':
      return { ok: true, text: await list(deps) }
    case 'apps':
      return { ok: true, text: appsTable(await listAppConfigurations(deps.db)) }
    case 'pause':
    case 'resume':
      return { ok: true, text: await pause(deps, verb === 'pause') }
    case 'help':
    case '--help':
      return { ok: true, text: usage }
    default:
      return { ok: false, text: `There is no command "${verb}".\n\n${usage}` }
  }
}

async function list({ db, specs, sandbox }: RecipesCommandDeps): Promise<string> {
  const rows = await Promise.all(specs.map(async (spec) => ({ spec, settings: await recipeSettings(db, spec, { sandbox }) })))
  const paused = (await isPaused(db)) ? '\n\nEverything is paused: npm run recipes -- resume' : ''
  return recipesTable(rows) + paused
}

async function set(deps: RecipesCommandDeps, [name, ...rest]: readonly string[]): Promise<CommandResult> {
  if (name === undefined || name.startsWith('--')) return { ok: false, text: `Say which recipe: ${deps.specs.map(shellName).join(', ')}.` }
  const found = findSpec(deps.specs, name)
  if (found.kind === 'unknown') return { ok: false, text: unknownRecipe(deps.specs, name, found.nearest) }
  const parsed = parseChange(rest)
  if (parsed.kind === 'wrong') return { ok: false, text: [...parsed.problems, 'Nothing was changed.'].join('\n') }
  return change(deps, found.spec, parsed.change)
}

async function change({ db, sandbox, user }: RecipesCommandDeps, spec: RecipeSpec, wanted: SettingsChange): Promise<CommandResult> {
  const { version } = await recipeSettings(db, spec, { sandbox })
  const result = await db.transaction((tx) =>
    changeRecipeSettings(tx, { spec, change: wanted, version, by: { kind: 'shell', user }, sandbox }),
  )
  switch (result.kind) {
    case 'changed':
      return { ok: true, text: [recipesTable([{ spec, settings: result.settings }]), ...warnings(spec, result.settings)].join('\n\n') }
    case 'unchanged':
      return { ok: true, text: `${shellName(spec)} is set like that already.` }
    case 'changed_meanwhile':
      return {
        ok: false,
        text: `Somebody else has just changed ${shellName(spec)}. Nothing was changed by you; look at it again: npm run recipes`,
      }
    case 'no_such_configuration':
      return { ok: false, text: `There is no such configuration of ${result.app}. Nothing was changed.` }
    case 'pinned':
      return {
        ok: false,
        text: `Verify user access at runtime can't be set for ${shellName(spec)}: the recipe itself fixes whose connection it uses (${pins(spec)}). Nothing was changed.`,
      }
  }
}

async function pause({ db, user }: RecipesCommandDeps, paused: boolean): Promise<string> {
  const result = await db.transaction((tx) => setPaused(tx, { paused, by: `shell:${user}` }))
  if (result === 'restored') return 'The database is a restored backup, and nothing was changed. npm run incident -- restored-end resumes.'
  const state = paused ? 'paused' : 'going on'
  const hint = paused ? ' No run does anything in an app until: npm run recipes -- resume' : ''
  return `Everything ${result === 'changed' ? 'is' : 'was'} ${state}${result === 'changed' ? '' : ' already'}.${hint}`
}

/** What whoever opens a recipe to everyone should know. */
function warnings(spec: RecipeSpec, settings: RecipeSettings): string[] {
  const shared = Object.entries(snapshotSettings(spec, settings).identities).filter(([, { mode }]) => mode === 'shared')
  if (settings.who !== 'everyone' || shared.length === 0) return []
  return [`Everyone in the tenant may now use the shared connection to ${shared.map(([app]) => app).join(', ')} through this recipe.`]
}

function unknownRecipe(specs: readonly RecipeSpec[], typed: string, near: readonly string[]): string {
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${specs.map(shellName).join(', ')}.`
  return `There is no recipe "${typed}". ${hint}`
}

function pins(spec: RecipeSpec): string {
  return Object.entries(spec.apps)
    .map(([app, mode]) => `${app}: ${mode}`)
    .join(', ')
}
