// What must not compile in a recipe. `npm run check:types` fails where one of these stops being an error.
import { choice, number, optional, person, text } from '../../workflows/params.js'
import { is } from '../../workflows/failures.js'
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

/** What a called recipe's steps return is what `call` gives. */
const returning = defineRecipe({ ...spec, apps: {}, params: { name: text('Name'), note: optional(text('Note')) } }, ({ params }) =>
  Promise.resolve({ length: params.name.length }),
)

export const calls = defineRecipe(spec, async ({ params, call, say }) => {
  const { length } = await call(returning, { name: params.name }, { label: 'one' })
  await say(length.toFixed(0))
  // @ts-expect-error its steps don't return that
  await say((await call(returning, { name: params.name }, { label: 'two' })).width)
  // @ts-expect-error a parameter that the called recipe needs
  await call(returning, {})
  // @ts-expect-error a parameter that the called recipe doesn't declare
  await call(returning, { name: params.name, colour: 'red' })
  // @ts-expect-error a number where the called recipe takes a text
  await call(returning, { name: params.amount })
  // @ts-expect-error a name is no recipe
  await call('returning', { name: params.name })
})

export const misuses = defineRecipe(spec, async ({ params, apps, ask, each, say, signIn, sleep }) => {
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
  // @ts-expect-error an option that the choice doesn't have
  const stage: 'Closed' = params.stage
  await say(stage)
  // @ts-expect-error a required field that is missing
  await apps.salesforce.createOpportunity({ name: 'x' })
  // @ts-expect-error a length of time in no unit
  await sleep('3 fortnights')
  // @ts-expect-error a kind of failure that there isn't
  await say(String(is(new Error('x'), 'Nope')))
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
