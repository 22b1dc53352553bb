// Whether a change of a recipe's settings allows less than before, and whose runs began under what is no longer allowed.
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import type { RecipeSettings } from './recipe-settings.js'

export interface Tightening {
  /** Nobody may run it any more: every run is one of before. */
  readonly all: boolean
  /** The only people who still may, by object id; null: nobody has lost it. */
  readonly onlyPeople: readonly string[] | null
  /** Apps that are used as the caller from now on: runs that use them with the shared connection are of before. */
  readonly personalApps: readonly string[]
}

/** Null: nothing of it allows less. */
export function tighteningOf(spec: RecipeSpec, before: RecipeSettings, after: RecipeSettings): Tightening | null {
  const isOff = before.enabled && !after.enabled
  const personalApps =
    !before.verifyUserAccess && after.verifyUserAccess
      ? Object.keys(spec.apps).filter((app) => spec.apps[app as keyof typeof spec.apps] === 'switch')
      : []
  const onlyPeople = isNarrowed(before, after) ? after.people : null
  if (!isOff && onlyPeople === null && personalApps.length === 0) return null
  return { all: isOff || (onlyPeople !== null && after.who === 'nobody'), onlyPeople, personalApps }
}

function isNarrowed(before: RecipeSettings, after: RecipeSettings): boolean {
  if (after.who === 'everyone' || before.who === 'nobody') return false
  if (before.who === 'everyone') return true
  return after.who === 'nobody' || before.people.some((id) => !after.people.includes(id))
}
