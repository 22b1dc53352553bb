// What must not compile in a recipe. `npm run check:types` fails where one of these stops being an error.
import { choice, number, person, text } from '../../workflows/params.js'
import { defineRecipe } from '../../workflows/define-recipe.js'

const spec = {
  name: 'typed',
  command: 'typed',
  hint: 'Holds the types to their word.',
  apps: { salesforce: 'switch' },
  params: {
    name: text('Name'),
    amount: number('Amount'),
    stage: choice('Stage', ['Prospecting', 'Negotiation']),
    approver: person('Approver'),
  },
} as const

export const compiles = defineRecipe(spec, async ({ params, apps: { salesforce }, ask, each, say, signIn, sleep }) => {
  const names = Promise.resolve([params.name])
  const { ok, failed } = await each(names, { key: (name) => name }, (name) => salesforce.createOpportunity({ name, stage: 'Prospecting' }))
  await say('Done', { rows: ok.map(({ id }) => ({ Id: id })), failed })
  if ((await signIn('salesforce')) === 'declined') return
  const created = await salesforce.createOpportunity({ name: params.name, amount: params.amount, stage: params.stage })
  const answer = await ask(params.approver, { question: 'Keep it?', options: ['Yes', 'No'], within: '2 hours' })
  if (answer.kind === 'answered' && answer.option === 'Yes')
    await salesforce.as(answer.person).createOpportunity({ name: created.name, stage: 'Prospecting' })
  await sleep('3 days')
  await say(created.name, { rows: [{ Name: created.name, Amount: created.amount }] })
})

export const misuses = defineRecipe(spec, async ({ params, apps, ask, each, say, signIn }) => {
  // @ts-expect-error a sign-in to an app that the spec doesn't declare
  await signIn('box')
  // @ts-expect-error an app that the spec doesn't declare
  await apps.box.createFolder({ name: 'x' })
  // @ts-expect-error an action that the app doesn't have
  await apps.salesforce.deleteEverything()
  // @ts-expect-error an item without a key
  await each(Promise.resolve(['x']), {}, () => Promise.resolve())
  // @ts-expect-error a parameter that the spec doesn't declare
  await say(params.nothing)
  // @ts-expect-error a number where a name belongs
  await apps.salesforce.createOpportunity({ name: params.amount, stage: 'Prospecting' })
  // @ts-expect-error a field that the action doesn't know
  await apps.salesforce.createOpportunity({ name: 'x', stage: 'Prospecting', colour: 'red' })
  // @ts-expect-error a typed name isn't somebody who answered
  await apps.salesforce.as({ tenantId: 't', aadObjectId: 'o', name: 'Bob' }).createOpportunity({ name: 'x', stage: 'Prospecting' })
  const answer = await ask(params.approver, { question: 'Keep it?', options: ['Yes', 'No'], within: '2 hours' })
  // @ts-expect-error an option that wasn't offered
  if (answer.kind === 'answered') return answer.option === 'Maybe'
  // @ts-expect-error nobody has answered where it expired
  return answer.person
})

export const pinnedShared = defineRecipe({ ...spec, apps: { salesforce: 'shared' } }, async ({ params, apps, ask }) => {
  const answer = await ask(params.approver, { question: 'Keep it?', options: ['Yes'], within: '2 hours' })
  // @ts-expect-error a shared app acts as nobody else
  if (answer.kind === 'answered') await apps.salesforce.as(answer.person).pipeline()
})

export const unknownMode = defineRecipe(
  // @ts-expect-error neither switch nor personal nor shared
  { ...spec, apps: { salesforce: 'sometimes' } },
  () => Promise.resolve(),
)
