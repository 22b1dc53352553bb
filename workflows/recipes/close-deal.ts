// Closes a deal as won, and sets up what follows: a room in Box and an onboarding in ServiceNow, where the caller signs in there.
import { dealRoom, dealRooms } from '../deal-room.js'
import { defineRecipe } from '../define-recipe.js'
import { closeDealBefore } from '../earlier/close-deal.js'
import { record } from '../params.js'

export const closeDeal = defineRecipe(
  {
    name: 'closeDeal',
    command: 'close deal',
    hint: 'Close a deal as won, open its room in Box and request its onboarding.',
    apps: { salesforce: 'personal', box: 'personal', servicenow: 'personal' },
    params: { opportunity: record('Opportunity', 'salesforce.Opportunity') },
    // In one card, so that nobody is asked again in the middle.
    signInFirst: { salesforce: 'needed', box: 'optional', servicenow: 'optional' },
  },
  async ({ params: { opportunity }, apps: { salesforce, box, servicenow }, say, signIn }) => {
    const deal = await salesforce.getOpportunity(opportunity)
    const { id, name } = deal
    await salesforce.updateOpportunity({ id, name, changes: { stage: 'Closed Won' } }, { label: 'closed' })

    const room = (await signIn('box')) === 'connected' ? await dealRoom(box, await dealRooms(box), deal) : null
    const order = { item: 'Customer onboarding', variables: { customer: deal.account || name, owner: deal.owner } }
    const request = (await signIn('servicenow')) === 'connected' ? await servicenow.requestItem(order) : null
    if (room || request) {
      const changes = { ...(room && { Deal_Room__c: room.url }), ...(request && { Onboarding__c: request.number }) }
      await salesforce.updateOpportunity({ id, name, changes }, { label: 'what follows' })
    }
    await say(`${name} is closed as won`)
    await (room ? say('It has a room in Box', { url: room.url }) : say('It has no room in Box'))
    await (request ? say(`Its onboarding is ${request.number}`, { url: request.url }) : say("Its onboarding isn't requested"))
  },
  closeDealBefore,
)
