// close deal: asks for its sign-ins in one card, goes on without those that its caller leaves out, and goes on where it stopped.
import { expect, it } from 'vitest'
import { until } from '../../sandbox/probe.js'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { closeDeal } from '../../workflows/recipes/close-deal.js'
import { generalChannel } from '../support/teams-person.js'
import { alice, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { addDeals, fieldOf } from './support/deals.js'

const apps = ['salesforce', 'box', 'servicenow'] as const
const HEADING = '*Close deal* needs 3 sign-ins'
const did = ({ effects }: RecipeTest) => effects.map((effect) => `${effect.where} ${effect.did}`)
const states = ({ runs }: RecipeTest) => runs.map(({ state }) => state)
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
const asking = (t: RecipeTest): string[] => t.said.filter((message) => message.includes('[Sign in to '))

it('asks for three sign-ins in one card, which says of each how it stands, and does nothing before all are answered', async () => {
  const { t, id } = await withDeal('Eos')
  await t.as(alice).send('close deal opportunity: Eos')
  expect(asking(t)).toHaveLength(1)
  expect(asking(t)[0]).toContain(HEADING)
  for (const app of ['Salesforce', 'Box', 'ServiceNow']) expect(asking(t)[0]).toContain(`[Sign in to ${app}]`)
  expect(asking(t)[0]).not.toContain('Go on without Salesforce')

  await t.signsIn(alice, 'salesforce')
  await t.as(alice).sees('**Salesforce**: connected as alice@contoso-sales.example')
  expect(asking(t)).toHaveLength(1)
  expect(asking(t)[0]).toMatch(/\*\*Box\*\* \([^)]+\): waiting for your sign-in/)
  expect(t.effects).toEqual([])
  await t.worker.restart()
  await t.signsIn(alice, 'box')
  expect(t.effects).toEqual([])
  await t.signsIn(alice, 'servicenow')
  expect(did(t)).toEqual(all)
  await t.as(alice).sees('*Close deal* has its sign-ins')
  expect(asking(t)).toEqual([])
  expect(fieldOf(t.world.salesforce, id, 'StageName')).toBe('Closed Won')
  expect(fieldOf(t.world.salesforce, id, 'Onboarding__c')).toMatch(/^REQ/)
  expect(t.said.at(-1)).toContain('Eos is closed as won')
})

it('goes on without Box, which its caller leaves out by the button, and without ServiceNow, where they say no', async () => {
  const { t, id } = await withDeal('Faunus')
  await t.connects(alice, 'salesforce')
  await t.as(alice).send('close deal opportunity: Faunus')
  await t.as(alice).press('Go on without Box')
  expect(states(t)).toEqual(['waiting_sign_in'])
  await t.as(alice).sees('**Box**: left out')
  await t.declines(alice, 'servicenow')
  expect(did(t)).toEqual(['salesforce updateOpportunity'])
  expect(fieldOf(t.world.salesforce, id, 'StageName')).toBe('Closed Won')
  expect(t.said.at(-1)).toContain('It has no room in Box')
})

it('ends where its caller says no to Salesforce, and asks for nothing more', async () => {
  const { t, id } = await withDeal('Helios')
  await t.as(alice).send('close deal opportunity: Helios')
  await t.declines(alice, 'salesforce')
  expect(states(t)).toEqual(['declined'])
  await t.as(alice).sees(['*Close deal* has ended', '**Salesforce**: not signed in'])
  expect(asking(t)).toEqual([])
  expect(fieldOf(t.world.salesforce, id, 'StageName')).toBe('Negotiation')
})

it('ends with the one Cancel of its card', async () => {
  const { t } = await withDeal('Iris')
  await t.as(alice).send('close deal opportunity: Iris')
  await t.as(alice).press('Cancel this run')
  expect(states(t)).toEqual(['cancelled'])
  await t.as(alice).sees('*Close deal* was cancelled')
  expect(asking(t)).toEqual([])
  expect(t.effects).toEqual([])
})

it('reminds of all of them in one message, and at the deadline ends for want of Salesforce', async () => {
  const { t } = await withDeal('Janus')
  const { db } = t.world
  await t.as(alice).send('close deal opportunity: Janus')
  await db.query(`update runs set caller = caller || jsonb_build_object('timeZone', $1::text)`, [zoneAtNoon()])
  await db.query(`update waits set remind_at = now()`)
  const asked = () => t.said.filter((message) => message.includes(HEADING)).length
  await until('The reminder', () => Promise.resolve(asked() === 2))
  await until('The others', async () => (await db.query(`select from waits where remind_at <= now()`)).length === 0)
  expect(asked()).toBe(2)
  await t.after('73 hours')
  expect(states(t)).toEqual(['expired'])
  expect(t.effects).toEqual([])
})

it('asks for the one that is missing as any step does', async () => {
  const { t } = await withDeal('Kronos')
  for (const app of ['salesforce', 'box'] as const) await t.connects(alice, app)
  await t.as(alice).send('close deal opportunity: Kronos')
  await t.as(alice).sees('Sign in to ServiceNow to continue *Close deal*')
  await t.signsIn(alice, 'servicenow')
  expect(did(t)).toEqual(all)
})

it('asked in a channel, says there once that it has asked, and shows the card in the own chat', async () => {
  const { t } = await withDeal('Leto')
  await t.as(alice).send('close deal opportunity: Leto', { in: generalChannel })
  expect(t.said.filter((message) => message.includes("I've sent you a message"))).toEqual([
    expect.stringContaining('please sign in to Salesforce, Box and ServiceNow first'),
  ])
  expect(t.as(alice).reads().join()).toContain(HEADING)
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
  expect(states(t)).toEqual(['waiting_sign_in'])
  await t.worker.restart()
  await t.signsIn(alice, 'servicenow')
  expect(did(t)).toEqual(all)
  expect(servicenow.records.rows('sc_request')).toHaveLength(requests + 1)
})

/** Nobody is reminded at night. */
function zoneAtNoon(): string {
  const ahead = 12 - new Date().getUTCHours()
  return ahead >= 0 ? `Etc/GMT-${String(ahead)}` : `Etc/GMT+${String(-ahead)}`
}
