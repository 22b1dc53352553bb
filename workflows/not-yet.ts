// Parts of the authoring context whose types stand and whose work is still to come: using one ends the run in words.
import { ApplicationFailure } from '@temporalio/workflow'

/** A function that ends the run and says which part isn't there. */
export function unavailable(name: string) {
  return (): never => {
    throw ApplicationFailure.nonRetryable(`This version of Workbot can't do "${name}" in a recipe yet.`, 'RecipeError')
  }
}

export const notYet = {
  ask: unavailable('ask'),
}
