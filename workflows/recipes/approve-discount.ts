// Asks for a discount in Salesforce as the caller; whoever must approve it there decides as themselves.
import { defineRecipe } from '../define-recipe.js'
import { number, record } from '../params.js'

export const approveDiscount = defineRecipe(
  {
    name: 'approveDiscount',
    command: 'approve discount',
    hint: 'Ask for a discount; your approver decides as themselves.',
    apps: { salesforce: 'personal' },
    params: {
      opportunity: record('Opportunity', 'salesforce.Opportunity'),
      percent: number('Discount in %', { min: 1, max: 60 }),
    },
  },
  async ({ params: { opportunity, percent }, apps: { salesforce }, ask, say }) => {
    const deal = await salesforce.getOpportunity(opportunity)
    const { id, name, lastModified } = deal
    await salesforce.updateOpportunity({ id, name, lastModified, changes: { Discount__c: percent } })
    const request = await salesforce.submitForApproval({ id, name })
    const answer = await ask(request.approvers, {
      question: `Approve a ${String(percent)} % discount for ${name}?`,
      facts: { ...deal, discount: `${String(percent)} %` },
      options: ['Approve', 'Reject'],
      within: '5 working days',
      settledBy: request,
    })
    if (answer.kind !== 'answered') {
      await say(answer.kind === 'settled' ? `${name}: ${answer.reason}` : `No decision on ${name}: ${answer.reason}`)
      return
    }
    await salesforce.as(answer.person).decide({ request, option: answer.option, comment: answer.comment })
    await say(`${answer.person.name}: ${answer.option} for ${name}`)
  },
)
