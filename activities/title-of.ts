// What a recipe is called in front of people, by its name; one that is gone keeps its name.
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'

export function titleOf(recipe: string): string {
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  return spec ? recipeTitle(spec) : recipe
}
