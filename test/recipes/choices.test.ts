// Several records fit what was typed: the caller chooses one on a card, and the run goes on with that one; or none, or nobody in time.
import { beforeEach, expect, it } from 'vitest'
import type { BoxStandIn } from '../../sandbox/box/index.js'
import { seedBox } from '../../sandbox/box/seed.js'
import { generalChannel } from '../support/teams-person.js'
import { alice, bob, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { aboutRecords } from './fixtures/about-records.js'
import { addDeals } from './support/deals.js'

let t: RecipeTest
beforeEach(async () => {
  t = await testRecipe(aboutRecords, { from: new URL('./fixtures/about-records.ts', import.meta.url) })
  await t.connects(alice, 'salesforce')
})
const states = (): string[] => t.runs.map(({ state }) => state)
const deals = (name: string, count: number): Promise<string[]> =>
  addDeals(
    t.world.salesforce,
    'alice',
    Array.from({ length: count }, (_, at) => ({ name: `${name} ${String(at + 1)}`, stage: 'Proposal', closed: '2027-03-01' })),
  )

it('a card names them with a telling line each; the one that is pressed is meant, also by a worker that starts anew', async () => {
  const [, second = ''] = await deals('Rhea', 2)
  await t.as(alice).send('about deal: rhea')
  expect(states()).toEqual(['waiting_person'])
  const card = await t.as(alice).sees(['Which *Deal* do you mean?', '**Rhea 1**', '[Choose Rhea 2]', '[None of these]'])
  expect(card).toContain('Proposal · Mar 1, 2027 · Alice Jensen')
  await t.worker.restart()
  expect(await t.as(alice).press('Choose Rhea 2')).toContain('You chose')
  expect(states()).toEqual(['completed'])
  await t.as(alice).sees(`Meant salesforce.Opportunity Rhea 2 ${second}`)
  const closed = await t.as(alice).sees(['Which *Deal* do you mean?', 'You chose **Rhea 2**'])
  expect(closed).not.toContain('[')
})

it('a press of somebody else, and one that comes too late, are refused in words', async () => {
  const [id = ''] = await deals('Dione', 2)
  await t.as(alice).send('about deal: dione')
  expect(await t.as(bob).press('Choose Dione 2', { from: alice })).toContain('Only Alice Jensen can use this button')
  expect(states()).toEqual(['waiting_person'])
  const [asked] = await t.world.db.query<{ id: string }>(`select wait_id as id from choices`)
  const question = asked?.id ?? ''
  const late = { press: 'chooseRecord', question, choice: 1 }
  // Answers to questions of the other kind are none to this one.
  expect(await t.as(alice).sendsPress({ press: 'decideWrite', question, answer: 'skip' })).toContain("doesn't wait any more")
  await t.as(alice).press('Choose Dione 1')
  expect(await t.as(alice).sendsPress(late)).toContain("doesn't wait any more")
  await t.as(alice).sees(`Meant salesforce.Opportunity Dione 1 ${id}`)
})

it('none of these ends the run in words, and nothing was done', async () => {
  await deals('Tethys', 3)
  await t.as(alice).send('about deal: tethys')
  await t.as(alice).press('None of these')
  expect(states()).toEqual(['cancelled'])
  await t.as(alice).sees(['About has ended', 'None of those that fit was the one you meant', 'Nothing was done'])
  expect(t.effects).toEqual([])
})

it('more than five are a list; without a choice from it nothing happens', async () => {
  const ids = await deals('Titan', 7)
  await t.as(alice).send('about deal: titan')
  await t.as(alice).sees(['found 7 that fit', '[Go on with this one]'])
  expect(await t.as(alice).press('Go on with this one')).toContain('Choose one from the list first')
  expect(await t.as(alice).press('Go on with this one', { inputs: { 'param.choice': '25' } })).toContain('Choose one from the list first')
  expect(states()).toEqual(['waiting_person'])
  await t.as(alice).press('Go on with this one', { inputs: { 'param.choice': '6' } })
  expect(states()).toEqual(['completed'])
  const meant = await t.as(alice).sees('Meant salesforce.Opportunity Titan')
  expect(ids.some((id) => meant.includes(id))).toBe(true)
})

it('nobody who chooses in time is told so; Cancel ends it before', async () => {
  await deals('Mimas', 2)
  await t.as(alice).send('about deal: mimas')
  await t.after('73 hours')
  expect(states()).toEqual(['expired'])
  await t.as(alice).sees(['About has ended', 'to hear which one was meant', 'Run again'])
  await t.as(alice).sees('Nobody chose in time')
  await t.as(alice).send('about deal: mimas')
  await t.as(alice).send('cancel')
  await t.as(alice).press('Cancel About')
  expect(states()).toEqual(['expired', 'cancelled'])
})

it('asked in a channel, the card is in their own chat: what they may see is theirs', async () => {
  await deals('Enceladus', 2)
  await t.as(alice).send('about deal: enceladus', { in: generalChannel })
  const read = t.as(alice).reads(generalChannel).join('\n')
  expect(read).toContain("I've asked you in our chat which one you mean")
  expect(read).not.toContain('Enceladus 1')
  await t.as(alice).press('Choose Enceladus 1')
  expect(states()).toEqual(['completed'])
})

it('Box: folders of one name are told apart by where they lie', async () => {
  await t.connects(alice, 'box')
  const standIn = t.world.other('box') as BoxStandIn
  await seedBox(standIn.state)
  const token = standIn.liveTokens('alice').find(({ kind }) => kind === 'access')?.value ?? ''
  const folder = async (name: string, parent: string): Promise<string> => {
    const response = await fetch(`${standIn.url}/2.0/folders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name, parent: { id: parent } }),
    })
    return ((await response.json()) as { id: string }).id
  }
  const [one, other] = [await folder('Rooms of 2026', '0'), await folder('Rooms of 2027', '0')]
  await folder('Phoebe', one)
  const meant = await folder('Phoebe', other)
  // Box's index is late; by tomorrow it has them.
  for (const item of standIn.state.items.filter(({ name }) => name === 'Phoebe'))
    Object.assign(item, { modifiedAt: Date.now() - 86_400_000 })
  await t.as(alice).send('about folder: Phoebe')
  await t.as(alice).sees(['Which *Folder* do you mean?', 'Rooms of 2026', 'Rooms of 2027'])
  const lines = (await t.as(alice).sees('Rooms of 2027')).split('\n')
  const place = lines.filter((line) => line.startsWith('Rooms of')).findIndex((line) => line.startsWith('Rooms of 2027'))
  const buttons = await t.world.db.query<{ id: string }>(`select wait_id as id from choices`)
  await t.as(alice).sendsPress({ press: 'chooseRecord', question: buttons[0]?.id ?? '', choice: place })
  expect(t.said.at(-1)).toContain(`Meant box.folder Phoebe ${meant}`)
})
