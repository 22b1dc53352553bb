// onboard won deals: every deal once, whatever one of them meets, and whenever it is asked again.
import { expect, it } from 'vitest'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { onboardWonDeals } from '../../workflows/recipes/onboard-won-deals.js'
import { alice, testRecipe } from '../kit/test-recipe.js'
import { addDeals, fieldOf } from './support/deals.js'

const NOW = new Date().toISOString().slice(0, 10)

it('sets up each deal once: a second time says that they were before, and an older or open one is left alone', async () => {
  const t = await testRecipe(onboardWonDeals)
  for (const app of ['salesforce', 'box', 'servicenow'] as const) await t.connects(alice, app)
  const ids = await addDeals(t.world.salesforce, 'alice', [
    { name: 'Ares' },
    { name: 'Ares' },
    { name: 'Boreas' },
    { name: 'Open', stage: 'Proposal' },
    { name: 'Old', closed: '2020-01-01' },
  ])
  const [first = '', second = '', third = '', open = '', old = ''] = ids
  const { records } = t.world.other('servicenow') as ServiceNowStandIn
  await t.as(alice).send(`onboard won deals since: ${NOW}`)
  expect(records.rows('sc_request')).toHaveLength(3)
  const rooms = [first, second, third].map((id) => fieldOf(t.world.salesforce, id, 'Deal_Room__c'))
  expect(new Set(rooms).size).toBe(3)
  expect(fieldOf(t.world.salesforce, third, 'Onboarding__c')).toMatch(/^REQ/)
  for (const id of [open, old]) expect(fieldOf(t.world.salesforce, id, 'Onboarding__c')).toBeFalsy()
  expect(t.said.at(-1)).toContain('Set up 3 deals')
  for (const { number } of records.rows('sc_request')) expect(t.said.at(-1)).toContain(`ServiceNow: ${number ?? ''}`)
  expect(t.said.at(-1)).toMatch(/\[Open REQ\d+ in ServiceNow\]/)
  expect(t.said.at(-1)).toContain('Boreas: 1,000 · Closed Won · Alice Jensen')
  expect(t.said.at(-1)).toContain('(127.0.0.1)')

  await t.as(alice).send(`onboard won deals since: ${NOW}`)
  expect(t.said.at(-1)).toContain('Set up no deals; 3 were set up before')
  expect(records.rows('sc_request')).toHaveLength(3)
})

it('goes on with the others where one is refused, and says which and why', async () => {
  const t = await testRecipe(onboardWonDeals)
  for (const app of ['salesforce', 'box', 'servicenow'] as const) await t.connects(alice, app)
  await addDeals(t.world.salesforce, 'alice', [{ name: 'Chronos' }, { name: 'Dione' }])
  t.world.other('box').addFault({
    kind: 'status',
    status: 403,
    body: '{"code":"access_denied_insufficient_permissions"}',
    path: '/2.0/folders/',
    method: 'PUT',
  })
  await t.as(alice).send(`onboard won deals since: ${NOW}`)
  expect(t.said.at(-1)).toContain('Set up ')
  expect(t.said.at(-1)).toContain('Not done for')
  expect(t.runs.map(({ state }) => state)).toEqual(['completed'])
})
