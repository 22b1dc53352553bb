// `call`: another recipe as a run of its own, for the same caller and by the same rules.
import { expect, it } from 'vitest'
import { alice, bob, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { createTeamsPerson } from '../support/teams-person.js'
import { goRound, openDeal, openDeals, tryDeal } from './fixtures/calls.js'

const from = new URL('./fixtures/calls.ts', import.meta.url)
const start = () => testRecipe(openDeal, { from, also: [openDeals, tryDeal, goRound] })
const states = ({ runs }: RecipeTest) => runs.map(({ recipe, state }) => `${recipe} ${state}`)
const made = { who: 'alice@contoso-sales.example', did: 'createOpportunity', where: 'salesforce' }

it('asks its caller to sign in by itself, gives its result, and has a receipt of its own', async () => {
  const t = await start()
  await t.as(alice).send('open deal name: Ares')
  expect(states(t)).toEqual(['openDeal running', 'createOpportunity waiting_sign_in'])
  // The run that waits, and the one that waits for it, go on by a worker that knows neither.
  await t.worker.restart()
  await t.signsIn(alice, 'salesforce')
  expect(states(t)).toEqual(['openDeal completed', 'createOpportunity completed'])
  expect(t.runs.map(({ caller }) => caller)).toEqual([alice.name, alice.name])
  expect(t.effects).toEqual([made])
  const [child, parent] = t.said.slice(-2)
  expect(child).toContain('Created the opportunity Ares')
  expect(parent).toContain('Opened Ares as 006')
})

it('ends the one that called as a step of its own would: declined', async () => {
  const t = await start()
  await t.as(alice).send('open deal name: Boreas')
  await t.declines(alice, 'salesforce')
  expect(states(t)).toEqual(['openDeal declined', 'createOpportunity declined'])
})

it('is cancelled with the one that called it, and only by their caller', async () => {
  const t = await start()
  await t.as(alice).send('open deal name: Chronos')
  await t.as(alice).send('cancel')
  const inTeams = createTeamsPerson(t.world, alice)
  const [parent] = await t.world.db.query<{ id: string }>(`select id from runs where recipe = 'openDeal'`)
  const button = inTeams.buttons().find(({ data }) => data.run === parent?.id)
  const foreign = await createTeamsPerson(t.world, bob).sendsPress(button?.data ?? {})
  expect(JSON.stringify(foreign)).toContain('Only Alice')
  expect(states(t)).toEqual(['openDeal running', 'createOpportunity waiting_sign_in'])
  await inTeams.sendsPress(button?.data ?? {})
  await t.after('1 seconds')
  expect(states(t)).toEqual(['openDeal cancelled', 'createOpportunity cancelled'])
  expect(t.effects).toEqual([])
})

it('that its caller may not run is refused, and told apart', async () => {
  const t = await start()
  await t.world.db.query(
    `insert into recipe_settings (recipe, who, verify_user_access, updated_by) values ('createOpportunity', 'nobody', true, 'a test')`,
  )
  await t.as(alice).send('try deal name: Dione')
  expect(states(t)).toEqual(['tryDeal completed'])
  expect(t.said.at(-1)).toContain('Dione has to be made by somebody else')
  await t.as(alice).send('open deal name: Eos')
  expect(states(t)).toEqual(['tryDeal completed', 'openDeal failed'])
  expect(t.said.at(-1)).toContain("isn't open to you")
})

it('of each item is a run of its own; what one of them refuses ends no other', async () => {
  const t = await start()
  await t.connects(alice, 'salesforce')
  await t.as(alice).send('open many name: Faunus+nameless+Gaia')
  expect(states(t).sort()).toEqual([
    'createOpportunity completed',
    'createOpportunity completed',
    'createOpportunity failed',
    'openDeals completed',
  ])
  expect(t.effects).toEqual([made, made])
  await t.as(alice).sees(['Opened 2 of 3', 'nameless'])
})

it('calls that go round are stopped, and all of them end', async () => {
  const t = await start()
  await t.as(alice).send('go round name: Hades')
  expect(states(t)).toEqual(Array.from({ length: 6 }, () => 'goRound failed'))
})

it('is accepted once for a step, however often that is tried', async () => {
  const t = await start()
  await t.connects(alice, 'salesforce')
  await t.as(alice).send('open deal name: Iris')
  const rows = await t.world.db.query<{ id: string; called: { run: string; step: string; depth: number } | null }>(
    `select id, settings -> 'calledBy' as called from runs order by accepted_at`,
  )
  expect(rows[1]?.called).toEqual({ run: rows[0]?.id, step: 'call.createOpportunity', depth: 1 })
  expect(t.world.salesforce.records.filter(({ Name }) => Name === 'Iris')).toHaveLength(1)
})
