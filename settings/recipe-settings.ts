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
  const [row] = await tx.query<RecipeSettings>(
    `select recipe, verify_user_access as "verifyUserAccess", enabled, disabled_at as "disabledAt", who, people,
            sign_in_hours as "signInHours", configurations, version
       from recipe_settings where recipe = $1`,
    [spec.name],
  )
  if (!row) return defaultSettings(spec, options)
  // A row from a time when the recipe had no switch, or another one, must not unpin anything.
  return { ...row, verifyUserAccess: hasSwitch(spec) && row.verifyUserAccess }
}
