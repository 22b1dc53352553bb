// `call` of a recipe: another recipe as a run of its own, for the same caller and by the same rules; this one waits for its end.
import { ApplicationFailure, executeChild, isCancellation, ParentClosePolicy, proxyActivities, workflowInfo } from '@temporalio/workflow'
import { TypedSearchAttributes } from '@temporalio/common'
import type { CallerProfile } from '../caller.js'
import type { RecipeCall, RunActivities } from './activity-types.js'
import { show } from './progress.js'
import type { CallOptions } from './recipe-context.js'
import { callerId, recipeId, runState } from './search-attributes.js'
import { createStepKeys, withItem } from './step-keys.js'
import { inWords } from './words.js'

const { acceptCall, endOfCall } = proxyActivities<Pick<RunActivities, 'acceptCall' | 'endOfCall'>>({
  startToCloseTimeout: '20s',
  // Without a limit, as a step's: the activity knows what is worth trying again.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})

type Called = { readonly spec: { readonly name: string } }

/** The row of the called run comes first, so it is accepted once; its workflow is this one's child, so Temporal starts it once. */
export function createCall(caller: Omit<CallerProfile, 'teamsUserId'>) {
  const keys = createStepKeys()
  return async ({ spec }: Called, params: object, { label }: CallOptions = {}): Promise<unknown> => {
    const recipe = spec.name
    const call: RecipeCall = { stepKey: keys.take(`call.${recipe}`, withItem(label)), recipe, params: { ...params } }
    show({ state: 'running', details: `Working: the recipe ${inWords(recipe)}, which is a run of its own.` })
    const { runId } = await acceptCall.executeWithOptions({ summary: `Accept a run of ${inWords(recipe)}` }, [call])
    const result = await runToItsEnd(recipe, runId, { params: call.params, caller })
    const ended = await endOfCall.executeWithOptions({ summary: `How ${inWords(recipe)} ended` }, [call])
    if (ended.kind === 'completed') return result
    throw ApplicationFailure.nonRetryable(ended.detail, ended.type)
  }
}

/** @throws only where this run is being cancelled: how the other one ended is said by its row */
async function runToItsEnd(recipe: string, workflowId: string, input: object): Promise<unknown> {
  const caller = workflowInfo().typedSearchAttributes.get(callerId)
  try {
    return await executeChild(recipe, {
      ...{ workflowId, args: [input], workflowIdReusePolicy: 'REJECT_DUPLICATE', workflowTaskTimeout: '5s' },
      // A run that ends early takes the ones that it called with it; each writes its own ending.
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      staticSummary: `Called by the recipe ${inWords(workflowInfo().workflowType)}: ${inWords(recipe)}`,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: recipeId, value: recipe },
        { key: runState, value: 'running' },
        ...(caller === undefined ? [] : [{ key: callerId, value: caller }]),
      ]),
    })
  } catch (error) {
    if (isCancellation(error)) throw error
    return undefined
  }
}
