// close deal: asks for every sign-in ahead and at once, goes on without the optional ones, and goes on where it stopped.
import { expect, it } from 'vitest'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { closeDeal } from '../../workflows/recipes/close-deal.js'
import { alice, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { addDeals, fieldOf } from './support/deals.js'

const apps = ['salesforce', 'box', 'servicenow'] as const
const did = ({ effects }: RecipeTest) => effects.map((effect) => `${effect.where} ${effect.did}`)
const all = [
  'salesforce updateOpportunity',
  'box createFolder',
  'box createFolder',
  'servicenow requestItem',
  'salesforce updateOpportunity',
]

/** A deal that is there, and nobody who is connected. */
async function withDeal(name: string): Promise<{ t: RecipeTest; id: string }> {
  const t = await testRecipe(closeDeal)
  await t.connects(alice, 'salesforce')
  const [id = ''] = await addDeals(t.world.salesforce, 'alice', [{ name, stage: 'Negotiation' }])
  await t.world.db.query(`delete from connections`)
  return { t, id }
}

it('asks for the three sign-ins at once, and does nothing before they are answered', async () => {
  const { t, id } = await withDeal('Eos')
  await t.as(alice).send('close deal opportunity: Eos')
  for (const app of ['Salesforce', 'Box', 'ServiceNow']) expect(t.said.join('\n')).toContain(`[Sign in to ${app}]`)
  for (const app of apps) {
    expect(t.effects).toEqual([])
    await t.signsIn(alice, app)
  }
  expect(did(t)).toEqual(all)
  expect(fieldOf(t.world.salesforce, id, 'StageName')).toBe('Closed Won')
  expect(fieldOf(t.world.salesforce, id, 'Onboarding__c')).toMatch(/^REQ/)
  expect(t.said.at(-1)).toContain('Eos is closed as won')
})

it('goes on without Box and ServiceNow where its caller says no to them', async () => {
  const { t, id } = await withDeal('Faunus')
  await t.connects(alice, 'salesforce')
  await t.as(alice).send('close deal opportunity: Faunus')
  await t.declines(alice, 'box')
  await t.declines(alice, 'servicenow')
  expect(did(t)).toEqual(['salesforce updateOpportunity'])
  expect(fieldOf(t.world.salesforce, id, 'StageName')).toBe('Closed Won')
  expect(t.said.at(-1)).toContain('It has no room in Box')
})

it('goes on at the step where it stopped, after a restart too, and repeats nothing', async () => {
  const { t } = await withDeal('Gaia')
  for (const app of apps) await t.connects(alice, app)
  const servicenow = t.world.other('servicenow') as ServiceNowStandIn
  const requests = servicenow.records.rows('sc_request').length
  // Dead, and not known to be: the step itself meets it.
  await t.revokes('servicenow')
  await t.as(alice).send('close deal opportunity: Gaia')
  expect(did(t)).toEqual(all.slice(0, 3))
  expect(t.runs.map(({ state }) => state)).toEqual(['waiting_sign_in'])
  await t.worker.restart()
  await t.signsIn(alice, 'servicenow')
  expect(did(t)).toEqual(all)
  expect(servicenow.records.rows('sc_request')).toHaveLength(requests + 1)
})
