// The recipes by name, for those who list, start and set them.
import type { RecipeSpec } from '../recipe-spec.js'
import { createOpportunity } from './create-opportunity.js'
import { pipeline } from './pipeline.js'

export const recipeSpecs: readonly RecipeSpec[] = [createOpportunity.spec, pipeline.spec]
