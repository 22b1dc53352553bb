// The open opportunities that the account can see, the largest first.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { defineRead } from '../../define-app.js'
import { queryOpportunities, type Opportunity } from '../opportunity.js'

export interface Pipeline {
  readonly opportunities: readonly Opportunity[]
}

const AT_MOST = 10

export const pipeline = defineRead<void, Pipeline>({
  async perform(call) {
    return {
      opportunities: await queryOpportunities(call, {
        where: [{ field: 'IsClosed', op: 'is', value: false }],
        orderBy: { field: 'Amount', direction: 'desc' },
        limit: AT_MOST,
      }),
    }
  },
})
