// The examples of docs/writing-a-recipe.md, so that they compile: a test holds the page to this file.
import { defineRecipe } from '../../workflows/define-recipe.js'
import { is } from '../../workflows/failures.js'
import { choice, date, number, person, text } from '../../workflows/params.js'
import { createOpportunity } from '../../workflows/recipes/create-opportunity.js'

const spec = {
  name: 'examples',
  command: 'examples',
  hint: 'Holds the examples of a page.',
  apps: { salesforce: 'personal', box: 'switch', servicenow: 'shared' },
  params: {
    name: text('Name', { maxLength: 120 }),
    amount: number('Amount', { min: 0, max: 1_000_000 }),
    stage: choice('Stage', ['Prospecting', 'Negotiation']),
    due: date('Due'),
    approver: person('Approver'),
  },
} as const

export const examples = [
  defineRecipe(spec, async ({ params: { name, amount, stage }, apps: { salesforce }, caller, say }) => {
    const deal = await salesforce.createOpportunity({ name, amount, stage })
    await say(`${caller.name} created ${deal.name}`)
  }),

  defineRecipe(spec, async ({ apps: { salesforce }, say }) => {
    const mine = await salesforce.findOpportunities({ owner: 'me', isOpen: true })
    await say('Your open deals', { rows: mine.map(({ name, amount }) => ({ Deal: name, Amount: amount })) })
  }),

  defineRecipe(spec, async ({ apps: { box }, signIn, say }) => {
    if ((await signIn('box')) !== 'connected') return say('Without Box there is no room')
    const room = await box.createFolder({ name: 'Room' })
    await say('There is a room', { url: room.url })
  }),

  defineRecipe(spec, async ({ params: { name }, apps: { salesforce }, sleep }) => {
    await salesforce.createTask({ subject: `Call ${name}` }, { label: 'first' })
    await sleep('3 days')
    await salesforce.createTask({ subject: `Call ${name} again` }, { label: 'second' })
  }),

  defineRecipe(spec, async ({ apps: { salesforce }, each, say }) => {
    const open = salesforce.findOpportunities({ owner: 'me', isOpen: true })
    const done = await each(open, { key: ({ id }) => id, name: ({ name }) => name }, (deal) =>
      salesforce.createTask({ subject: `Call ${deal.account}`, about: deal }),
    )
    await say(`${String(done.ok.length)} of ${String(done.total)} have a task`, { failed: done.failed })
  }),

  defineRecipe(spec, async ({ apps: { salesforce }, decide }) => {
    const waiting = await salesforce.myApprovals()
    const items = waiting.map(({ id, request, record: { name }, submittedBy, url }) => {
      return { id, request, name, about: [submittedBy], url, app: 'salesforce' }
    })
    await decide({ title: 'To decide', items, options: ['Approve', 'Reject'] }, ({ id, request, name }, option) =>
      option === 'Approve' ? salesforce.approve({ id, request, name }) : salesforce.reject({ id, request, name }),
    )
  }),

  defineRecipe(spec, async ({ params: { name, stage }, call, say }) => {
    const { opportunityId } = await call(createOpportunity, { name, amount: 0, stage })
    await say(`Its id is ${opportunityId}`)
  }),

  defineRecipe(spec, async ({ params: { name, approver }, apps: { salesforce }, ask, say }) => {
    const answer = await ask(approver, { question: `Keep ${name}?`, options: ['Keep', 'Drop'], within: '5 working days' })
    if (answer.kind !== 'answered') return say(`Nobody decided: ${answer.reason}`)
    await salesforce.as(answer.person).createTask({ subject: `${answer.option} ${name}` })
  }),

  defineRecipe(spec, async ({ params: { name }, apps: { salesforce }, say }) => {
    try {
      await salesforce.createOpportunity({ name, stage: 'Prospecting' })
    } catch (error) {
      if (!is(error, 'PermissionDenied')) throw error
      await say('You may not create opportunities')
    }
  }),
]
