// One opportunity by its id.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { defineRead } from '../../define-app.js'
import { PermissionDenied } from '../../errors.js'
import { findOpportunity, type Opportunity } from '../opportunity.js'

export const getOpportunity = defineRead<{ readonly id: string; readonly name?: string }, Opportunity>({
  async perform(call, { id, name }) {
    const found = await findOpportunity(call, id)
    // Salesforce doesn't tell a record that is hidden from one that is gone.
    if (!found) throw new PermissionDenied(`The opportunity ${name ?? id} isn't there, or this account may not see it.`)
    return found
  },
})
