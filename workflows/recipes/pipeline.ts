// Shows the open opportunities as the shared connection sees them.
import { defineRecipe } from '../define-recipe.js'

export const pipeline = defineRecipe(
  {
    name: 'pipeline',
    command: 'pipeline',
    hint: 'Show the open opportunities of the whole team.',
    apps: { salesforce: 'shared' },
    params: {},
  },
  async ({ apps: { salesforce }, say }) => {
    const { opportunities } = await salesforce.pipeline()
    await say(
      opportunities.length === 0 ? 'There are no open opportunities' : `The ${String(opportunities.length)} largest open opportunities`,
      {
        rows: opportunities.map(({ name, amount, stage, owner }) => ({ Opportunity: name, Stage: stage, Owner: owner, Amount: amount })),
      },
    )
  },
)
