// A recipe's settings: its row, or what holds until somebody sets it.
import type { Transaction } from '../database.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'

/** Who may run a recipe: nobody, the listed people, or everyone of the deployment's tenant. */
export type WhoMayRun = 'nobody' | 'people' | 'everyone'

export interface RecipeSettings {
  /** The recipe's name. */
  readonly recipe: string
  /** The switch *Verify user access at runtime*: apps named `switch` are used with the caller's own connection. */
  readonly verifyUserAccess: boolean
  readonly enabled: boolean
  /** When it was switched off; null while it is on. */
  readonly disabledAt: Date | null
  readonly who: WhoMayRun
  /** `aadObjectId`s, where `who` is `people`. */
  readonly people: readonly string[]
  /** How long a run waits for a sign-in. */
  readonly signInHours: number
  /** Whether its caller is reminded meanwhile. */
  readonly remind: boolean
  /** App → id of the app configuration, where it isn't the app's own name. */
  readonly configurations: Readonly<Record<string, string>>
  /** Grows with each change; 0 while there is no row. */
  readonly version: number
}

/** What a recipe's settings are before anybody set them: open to nobody, except in the sandbox. */
export function defaultSettings(spec: RecipeSpec, { sandbox }: { readonly sandbox: boolean }): RecipeSettings {
  return {
    recipe: spec.name,
    verifyUserAccess: hasSwitch(spec),
    enabled: true,
    disabledAt: null,
    who: sandbox ? 'everyone' : 'nobody',
    people: [],
    signInHours: 72,
    remind: true,
    configurations: {},
    version: 0,
  }
}

/** Whether the recipe follows *Verify user access at runtime*; one that pins all its apps doesn't. */
export function hasSwitch(spec: RecipeSpec): boolean {
  return Object.values(spec.apps).includes('switch')
}

/** The recipe's settings as they are now. */
export async function recipeSettings(tx: Transaction, spec: RecipeSpec, options: { readonly sandbox: boolean }): Promise<RecipeSettings> {
  return (await settingsToStart(tx, spec, options)).settings
}

/** With whether everything is paused: both are asked at every start, in one question. */
export async function settingsToStart(
  tx: Transaction,
  spec: RecipeSpec,
  options: { readonly sandbox: boolean },
): Promise<{ readonly settings: RecipeSettings; readonly isPaused: boolean }> {
  const [row] = await tx.query<SettingsRow | (Pick<SettingsRow, 'isPaused'> & { readonly recipe: null })>(
    `select recipe, verify_user_access as "verifyUserAccess", enabled, disabled_at as "disabledAt", who, people,
            sign_in_hours as "signInHours", remind, configurations, version, coalesce((select paused from deployment), false) as "isPaused"
       from (values (1)) as always left join recipe_settings on recipe = $1`,
    [spec.name],
  )
  const isPaused = row?.isPaused ?? false
  if (!row || row.recipe === null) return { settings: defaultSettings(spec, options), isPaused }
  const { isPaused: _, ...settings } = row
  // A row from a time when the recipe had no switch, or another one, must not unpin anything.
  return { settings: { ...settings, verifyUserAccess: hasSwitch(spec) && settings.verifyUserAccess }, isPaused }
}

type SettingsRow = RecipeSettings & { readonly isPaused: boolean }
