// Sets up every deal that the caller won: a room in Box, an onboarding in ServiceNow, and both noted in Salesforce. Once for each deal.
import { dealRoom, dealRooms } from '../deal-room.js'
import { defineRecipe } from '../define-recipe.js'
import { date } from '../params.js'
import { outOf } from '../words.js'

export const onboardWonDeals = defineRecipe(
  {
    name: 'onboardWonDeals',
    command: 'onboard won deals',
    hint: 'Open a Box room and request the onboarding for every deal that you won.',
    apps: { salesforce: 'personal', box: 'personal', servicenow: 'personal' },
    params: { since: date('Won since') },
  },
  async ({ params: { since }, apps: { salesforce, box, servicenow }, each, say }) => {
    const won = await salesforce.findOpportunities({ owner: 'me', stage: 'Closed Won', closedSince: since })
    if (won.length === 0) return say(`You have won no deals since ${since}`)
    const rooms = await dealRooms(box)
    const byId = { key: ({ id }: { id: string }) => id, name: ({ name }: { name: string }) => name, atOnce: 5, atMost: 200 }
    const deals = await each(Promise.resolve(won), byId, async (deal) => {
      const before = await salesforce.getRecord({ object: 'Opportunity', id: deal.id, fields: ['Onboarding__c'] })
      if (before.fields.Onboarding__c) return null
      const room = await dealRoom(box, rooms, deal)
      const [link, request] = await Promise.all([
        box.shareItem({ type: 'folder', id: room.id, name: room.name, access: 'company' }),
        servicenow.requestItem({ item: 'Customer onboarding', variables: { customer: deal.account || deal.name, owner: deal.owner } }),
      ])
      const changes = { Deal_Room__c: link.url, Onboarding__c: request.number }
      await salesforce.updateOpportunity({ id: deal.id, name: deal.name, changes })
      return { Deal: deal.name, Onboarding: request.number, url: link.url }
    })
    const rows = deals.ok.flatMap((row) => row ?? [])
    await say(summary({ done: rows.length, before: deals.ok.length - rows.length, total: deals.total }), { rows, failed: deals.failed })
  },
)

function summary({ done, before, total }: { done: number; before: number; total: number }): string {
  const line = `Set up ${outOf({ done, total }, 'deal', 'deals')}`
  return before === 0 ? line : `${line}; ${String(before)} ${before === 1 ? 'was' : 'were'} set up before`
}
