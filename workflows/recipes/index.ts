// The recipes by name, for those who list, start and set them.
import type { RecipeSpec } from '../recipe-spec.js'
import { createOpportunity } from './create-opportunity.js'
import { myIncidents } from './my-incidents.js'
import { pipeline } from './pipeline.js'
import { whoAmI } from './who-am-i.js'

export const recipeSpecs: readonly RecipeSpec[] = [createOpportunity.spec, pipeline.spec, myIncidents.spec, whoAmI.spec]
