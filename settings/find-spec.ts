// Finds a recipe by what a person types in a shell: its name, its name with dashes, or its command.
import { nearest } from '../text/nearest.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'

/** The recipe's name as it is typed in a shell: `create-opportunity`. */
export function shellName(spec: RecipeSpec): string {
  return spec.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The recipe, or the names it could have been. */
export function findSpec(
  specs: readonly RecipeSpec[],
  typed: string,
): { readonly kind: 'found'; readonly spec: RecipeSpec } | { readonly kind: 'unknown'; readonly nearest: readonly string[] } {
  const wanted = plain(typed)
  const spec = specs.find(({ name, command }) => plain(name) === wanted || plain(command) === wanted)
  if (spec) return { kind: 'found', spec }
  return { kind: 'unknown', nearest: nearest(typed, specs.map(shellName)) }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}
