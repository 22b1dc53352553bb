// Turns a recipe's spec and steps into a Temporal workflow whose type is the recipe's name.
import type { AppId } from '../apps/index.js'
import type { Param } from './params.js'
import type { RecipeContext } from './recipe-context.js'
import type { IdentityMode, RecipeSpec } from './recipe-spec.js'
import { runRecipe, type EarlierSteps, type RecipeInput } from './run-recipe.js'

/** A workflow with the spec that the bot reads. */
export interface Recipe<Spec extends RecipeSpec = RecipeSpec, Result = unknown> {
  (input: RecipeInput): Promise<Result>
  readonly spec: Spec
}

/**
 * Defines a recipe.
 * @param spec name, command, hint, typed parameters, and each app with whose identity it acts
 * @param steps what happens, top to bottom; what it returns is the workflow's result
 * @param earlier for runs that began before a change that they can't follow (docs/changing-a-recipe.md)
 */
export function defineRecipe<
  const RecipeApps extends Partial<Record<AppId, IdentityMode>>,
  const Params extends Readonly<Record<string, Param>>,
  Result,
>(
  spec: RecipeSpec<RecipeApps, Params>,
  steps: (context: RecipeContext<RecipeApps, Params>) => Promise<Result>,
  earlier?: EarlierSteps<RecipeApps>,
): Recipe<RecipeSpec<RecipeApps, Params>, Result> {
  // A run that failed has no result; its row says how it ended, and who called it reads that first.
  const workflow = (input: RecipeInput) => runRecipe(spec, { steps, earlier }, input) as Promise<Result>
  // Temporal's client takes the workflow type from the function's name.
  Object.defineProperty(workflow, 'name', { value: spec.name })
  return Object.assign(workflow, { spec })
}
