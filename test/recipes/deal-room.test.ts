// deal room: a folder with the usual folders in it, the team invited, the link on the opportunity; and how it ends otherwise.
import { beforeEach, expect, it } from 'vitest'
import type { BoxStandIn } from '../../sandbox/box/index.js'
import { dealRoom } from '../../workflows/recipes/deal-room.js'
import { alice, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { addDeals, fieldOf } from './support/deals.js'

const BOB = 'bob@contoso-sales.example'
let t: RecipeTest
beforeEach(async () => {
  t = await testRecipe(dealRoom)
  await t.connects(alice, 'salesforce')
})
const box = () => t.world.other('box') as BoxStandIn
const folder = (name: string) => box().state.items.find((item) => item.type === 'folder' && item.name === name)
const did = () => t.effects.map((effect) => [effect.where, effect.did, effect.label ?? ''].join(' ').trim())

it('opens the room once Box is connected, and a second time finds it', async () => {
  const [id = ''] = await addDeals(t.world.salesforce, 'alice', [{ name: 'Ares / West', stage: 'Proposal' }])
  await t.as(alice).send(`deal room opportunity: "ares / west" team: "${BOB}, nobody"`)
  expect(t.effects).toEqual([])
  await t.signsIn(alice, 'box')
  const room = folder(`Ares - West ${id.slice(9, 15)}`)
  expect(
    box()
      .state.items.filter(({ parent }) => parent === room?.id)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Contract', 'Kick-off', 'Proposal'])
  expect(box().state.collaborations).toMatchObject([{ item: room?.id, login: BOB, role: 'editor' }])
  expect(fieldOf(t.world.salesforce, id, 'Deal_Room__c')).toContain(room?.link?.slug ?? 'a link')
  expect(did()).toContain('salesforce updateOpportunity ' + id)
  expect(t.said.at(-1)).toContain('Invited 1 of 2 people')
  const link = `${box().url}/s/${room?.link?.slug ?? ''}`
  expect(t.said.at(-1)).toContain(`[Ares / West has a room](${link})`)
  expect(t.said.at(-1)?.replace(`](${link})`, '')).not.toContain('http')
  expect(t.said.at(-1)).toContain('nobody')

  const before = box().state.items.length
  await t.as(alice).send(`deal room opportunity: ${id}`)
  expect(t.runs.map(({ state }) => state)).toEqual(['completed', 'completed'])
  expect(box().state.items).toHaveLength(before)
})

it('asks which opportunity is meant, or says that none fits, and touches nothing', async () => {
  await addDeals(t.world.salesforce, 'alice', [
    { name: 'Boreas one', stage: 'Proposal' },
    { name: 'Boreas two', stage: 'Proposal' },
  ])
  await t.as(alice).send(`deal room opportunity: boreas team: ${BOB}`)
  await t.as(alice).sees(['Which *Opportunity* do you mean?', '**Boreas one**', '**Boreas two**'])
  await t.as(alice).press('None of these')
  await t.as(alice).send(`deal room opportunity: Zeno team: ${BOB}`)
  expect(t.said.at(-1)).toContain('Zeno')
  expect(t.runs.map(({ state }) => state)).toEqual(['cancelled', 'failed'])
  expect(t.effects).toEqual([])
})

it('ends where its caller says no to Box', async () => {
  await addDeals(t.world.salesforce, 'alice', [{ name: 'Chronos', stage: 'Proposal' }])
  await t.as(alice).send(`deal room opportunity: Chronos team: ${BOB}`)
  await t.declines(alice, 'box')
  expect(t.runs.map(({ state }) => state)).toEqual(['declined'])
  expect(t.effects).toEqual([])
})

it('says what Salesforce says where the link may not be noted', async () => {
  const [id = ''] = await addDeals(t.world.salesforce, 'alice', [{ name: 'Dione', stage: 'Proposal' }])
  await t.connects(alice, 'box')
  const refusal = JSON.stringify([{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights on object id' }])
  t.world.salesforce.addFault({ kind: 'status', status: 403, body: refusal, method: 'PATCH' })
  await t.as(alice).send(`deal room opportunity: Dione team: ${BOB}`)
  expect(t.runs.map(({ state }) => state)).toEqual(['failed'])
  expect(fieldOf(t.world.salesforce, id, 'Deal_Room__c')).toBeFalsy()
})
