// Whether a caller may start a recipe.
import type { Caller } from '../caller.js'
import type { RecipeSettings } from './recipe-settings.js'

/** `not_open`: nobody may. `not_listed`: others may. `disabled`: the caller could, but it is switched off. */
export type MayRun = 'yes' | 'not_open' | 'not_listed' | 'disabled'

/**
 * Says whether the caller may start the recipe now. Callers of other tenants, and guests, are refused before: one deployment has one tenant.
 * Who isn't allowed isn't told that the recipe is switched off.
 */
export function mayRun(settings: RecipeSettings, caller: Caller): MayRun {
  if (settings.who === 'nobody') return 'not_open'
  if (settings.who === 'people' && !settings.people.includes(caller.aadObjectId.toLowerCase())) return 'not_listed'
  return settings.enabled ? 'yes' : 'disabled'
}
