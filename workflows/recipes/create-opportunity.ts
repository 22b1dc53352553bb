// Creates a Salesforce opportunity; as the caller, where Verify user access at runtime is on.
import { defineRecipe } from '../define-recipe.js'
import { choice, number, text } from '../params.js'

export const createOpportunity = defineRecipe(
  {
    name: 'createOpportunity',
    command: 'create opportunity',
    hint: 'Create a Salesforce opportunity as yourself.',
    apps: { salesforce: 'switch' },
    params: {
      name: text('Opportunity name', { maxLength: 120 }),
      amount: number('Amount', { min: 0 }),
      stage: choice('Stage', ['Prospecting', 'Negotiation']),
    },
  },
  async ({ params, apps: { salesforce }, say }) => {
    const opportunity = await salesforce.createOpportunity(params)
    await say(`Created the opportunity ${opportunity.name}`)
    return { opportunityId: opportunity.id }
  },
)
