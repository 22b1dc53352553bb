// Where the code of a recipe under test is, and how Workbot learns of one that isn't built in.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Recipe } from '../../workflows/define-recipe.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import { recipeSpecs } from '../../workflows/recipes/index.js'

export interface OwnCode {
  readonly file: URL
  /** Its exports that are recipes: they are called as the recipes are. */
  readonly names: readonly string[]
}

/**
 * Null: all of them are built in. The file of one that isn't is the one that was named, or `workflows/recipes/<its-name>.ts`.
 * @throws where there is no such file
 */
export function ownCodeOf(recipes: readonly Recipe[], from: URL | undefined): OwnCode | null {
  const own = recipes.filter(({ spec }) => !recipeSpecs.includes(spec) || from !== undefined)
  const [first] = own
  if (!first) return null
  const file = from ?? new URL(`../../workflows/recipes/${kebab(first.spec.name)}.ts`, import.meta.url)
  if (!existsSync(fileURLToPath(file)))
    throw new Error(
      `There is no ${fileURLToPath(file)}. Say where the recipe is: testRecipe(${first.spec.name}, { from: new URL('./its-file.ts', import.meta.url) }).`,
    )
  return { file, names: own.map(({ spec }) => spec.name) }
}

/** For as long as this process runs, as if it stood in the list; in place of one of its name. */
export function listRecipe({ spec }: Recipe): void {
  const list = recipeSpecs as RecipeSpec[]
  const at = list.findIndex(({ name }) => name === spec.name)
  if (at === -1) list.push(spec)
  else list[at] = spec
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
