// A room for one deal: a folder in Box with the usual folders in it, the team invited, and its link noted on the opportunity.
import { dealRoom as openRoom, dealRooms } from '../deal-room.js'
import { defineRecipe } from '../define-recipe.js'
import { optional, record, text } from '../params.js'
import { outOf } from '../words.js'

const folders = ['Proposal', 'Contract', 'Kick-off'] as const

export const dealRoom = defineRecipe(
  {
    name: 'dealRoom',
    command: 'deal room',
    hint: 'Open a room in Box for a deal, invite the team, and note its link in Salesforce.',
    apps: { salesforce: 'personal', box: 'personal' },
    params: {
      opportunity: record('Opportunity', 'salesforce.Opportunity'),
      team: optional(text('Team: e-mail addresses, with commas between', { maxLength: 1_000 })),
    },
  },
  async ({ params, apps: { salesforce, box }, each, say }) => {
    const deal = params.opportunity
    const room = await openRoom(box, await dealRooms(box), deal)
    await Promise.all(folders.map((name) => box.createFolder({ name, in: room, existing: 'use' }, { label: name })))
    const invited = await each(Promise.resolve(addressesIn(params.team ?? '')), { key: (email) => email }, (email) =>
      box.inviteCollaborator({ type: 'folder', id: room.id, email, role: 'editor' }, { label: 'team' }),
    )
    const link = await box.shareItem({ type: 'folder', id: room.id, name: room.name, access: 'collaborators' })
    await salesforce.updateOpportunity({ id: deal.id, name: deal.name, changes: { Deal_Room__c: link.url } })
    await say(`${deal.name} has a room`, { url: link.url })
    const { ok, failed, total } = invited
    if (total > 0) await say(`Invited ${outOf({ done: ok.length, total }, 'person', 'people')}`, { failed })
    return { room: link.url }
  },
)

/** Each once, as Box compares them. */
function addressesIn(team: string): string[] {
  return [
    ...new Set(
      team
        .split(/[,;\s]+/)
        .map((one) => one.toLowerCase())
        .filter((one) => one !== ''),
    ),
  ]
}
