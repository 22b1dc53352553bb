// close deal as it was while its sign-ins were three cards and its opportunity a text: for runs that began then.
import { dealRoom, dealRooms } from '../deal-room.js'
import { findDeal } from '../find-deal.js'
import type { EarlierSteps } from '../run-recipe.js'

type Apps = { readonly salesforce: 'personal'; readonly box: 'personal'; readonly servicenow: 'personal' }

export const closeDealBefore: EarlierSteps<Apps> = {
  patch: 'close-deal-asks-in-one-card',
  async steps({ params, apps: { salesforce, box, servicenow }, say, signIn }) {
    const [inSalesforce, inBox, inServiceNow] = await Promise.all([signIn('salesforce'), signIn('box'), signIn('servicenow')])
    if (inSalesforce !== 'connected') return say('Without Salesforce no deal can be closed')
    const deal = await findDeal({ salesforce, say }, String(params.opportunity).trim())
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
    await (room ? say('It has a room in Box', { url: room.url }) : say('It has no room in Box'))
    await (request ? say(`Its onboarding is ${request.number}`, { url: request.url }) : say("Its onboarding isn't requested"))
  },
}
