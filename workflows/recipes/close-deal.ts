// Closes a deal as won, and sets up what follows: a room in Box and an onboarding in ServiceNow, where the caller signs in there.
import { dealRoom, dealRooms } from '../deal-room.js'
import { defineRecipe } from '../define-recipe.js'
import { findDeal } from '../find-deal.js'
import { text } from '../params.js'

export const closeDeal = defineRecipe(
  {
    name: 'closeDeal',
    command: 'close deal',
    hint: 'Close a deal as won, open its room in Box and request its onboarding.',
    apps: { salesforce: 'personal', box: 'personal', servicenow: 'personal' },
    params: { opportunity: text('Opportunity: its name or id', { maxLength: 120 }) },
  },
  async ({ params, apps: { salesforce, box, servicenow }, say, signIn }) => {
    // Asked for together, so that the caller signs in where they want and is not asked again in the middle.
    const [inSalesforce, inBox, inServiceNow] = await Promise.all([signIn('salesforce'), signIn('box'), signIn('servicenow')])
    if (inSalesforce !== 'connected') return say('Without Salesforce no deal can be closed')
    const deal = await findDeal({ salesforce, say }, params.opportunity.trim())
    if (!deal) return
    await salesforce.updateOpportunity({ id: deal.id, name: deal.name, changes: { stage: 'Closed Won' } }, { label: 'closed' })

    const room = inBox === 'connected' ? await dealRoom(box, await dealRooms(box), deal) : null
    const request =
      inServiceNow === 'connected'
        ? await servicenow.requestItem({
            item: 'Customer onboarding',
            variables: { customer: deal.account || deal.name, owner: deal.owner },
          })
        : null
    if (room || request) {
      const changes = { ...(room && { Deal_Room__c: room.url }), ...(request && { Onboarding__c: request.number }) }
      await salesforce.updateOpportunity({ id: deal.id, name: deal.name, changes }, { label: 'what follows' })
    }
    await say(`${deal.name} is closed as won`)
    await say(room ? `Its room: ${room.url}` : 'It has no room in Box')
    await say(request ? `Its onboarding: ${request.number}` : 'Its onboarding is not requested')
  },
)
