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
    await say(headline(opportunities.length), {
      rows: opportunities.map(({ name, amount, stage, owner }) => ({ Opportunity: name, Stage: stage, Owner: owner, Amount: amount })),
    })
  },
)

function headline(count: number): string {
  if (count === 0) return 'There are no open opportunities'
  return count === 1 ? 'The one open opportunity' : `The ${String(count)} largest open opportunities`
}
