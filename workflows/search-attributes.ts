// The search attributes by which operators find runs. Never encrypted, so no name of a person is in them.
import { defineSearchAttributeKey } from '@temporalio/common'

/** The recipe's name. */
export const recipeId = defineSearchAttributeKey('RecipeId', 'KEYWORD')
/** The run's state; the row is the truth where the two differ. */
export const runState = defineSearchAttributeKey('RunState', 'KEYWORD')
/** The app the run is at. */
export const appId = defineSearchAttributeKey('AppId', 'KEYWORD')
/** A pseudonym of the caller: an HMAC of tenant and object id. */
export const callerId = defineSearchAttributeKey('CallerId', 'KEYWORD')
