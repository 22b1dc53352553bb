// `record` parameters: a name, an id or a pasted address becomes the record that this person sees, or the run ends in words before its first step.
import { beforeEach, expect, it } from 'vitest'
import type { BoxStandIn } from '../../sandbox/box/index.js'
import { seedBox } from '../../sandbox/box/seed.js'
import { sysId } from '../../sandbox/servicenow/accounts.js'
import { alice, bob, testRecipe, type RecipeTest } from '../kit/test-recipe.js'
import { aboutRecords } from './fixtures/about-records.js'
import { addDeals } from './support/deals.js'

let t: RecipeTest
beforeEach(async () => {
  t = await testRecipe(aboutRecords, { from: new URL('./fixtures/about-records.ts', import.meta.url) })
})
const send = async (typed: string): Promise<string> => {
  await t.as(alice).send(`about ${typed}`)
  return t.said.at(-1) ?? ''
}

it('part of a name is enough where one record has it; the run waits for the sign-in first', async () => {
  await t.connects(alice, 'salesforce')
  const [id = ''] = await addDeals(t.world.salesforce, 'alice', [{ name: 'Hyperion "East"', stage: 'Proposal' }])
  await t.revokes('salesforce')
  await send('deal: hyperion')
  expect(t.runs.map(({ state }) => state)).toEqual(['waiting_sign_in'])
  await t.signsIn(alice, 'salesforce')
  expect(t.said.at(-1)).toContain(`Meant salesforce.Opportunity Hyperion "East" ${id}`)
})

it('an id and a pasted address lead to the record; an address of another host is refused, and nothing is fetched from it', async () => {
  await t.connects(alice, 'salesforce')
  const [id = ''] = await addDeals(t.world.salesforce, 'alice', [{ name: 'Iapetus', stage: 'Proposal' }])
  const { url } = t.world.salesforce
  for (const typed of [id, `${url}/lightning/r/Opportunity/${id}/view`, `${url}/${id}`])
    expect(await send(`deal: ${typed}`), typed).toContain(`Meant salesforce.Opportunity Iapetus ${id}`)
  for (const typed of [
    `https://evil.example/lightning/r/Opportunity/${id}/view`,
    `${url.replace('127.0.0.1', 'localhost')}/lightning/r/Opportunity/${id}/view`,
    `${url}/lightning/r/Account/${id}/view`,
    `${url}/services/data/v64.0/query?q=select`,
  ])
    expect(await send(`deal: ${typed}`), typed).toContain("isn't where this account works, or the address names no opportunity")
  expect(t.effects).toEqual([])
})

it('none is said with what was looked for; a whole name is one, though it is part of others', async () => {
  await t.connects(alice, 'salesforce')
  await addDeals(t.world.salesforce, 'alice', [
    { name: 'Themis', stage: 'Proposal' },
    { name: 'Themis two', stage: 'Proposal' },
  ])
  expect(await send('deal: themis')).toMatch(/Meant salesforce.Opportunity Themis 006/)
  expect(await send('deal: Nobody knows')).toContain('There is no opportunity “Nobody knows” that this account can see')
  expect(await send("deal: x' or Name like '%")).toContain('There is no opportunity')
})

it('ServiceNow: by number, by words of the title, and by the address that people copy; not what somebody else reported', async () => {
  await t.connects(alice, 'servicenow')
  const id = sysId('incident', 3)
  const { url } = t.world.other('servicenow')
  const framed = `${url}/now/nav/ui/classic/params/target/incident.do%3Fsys_id%3D${id}`
  for (const typed of ['INC0010003', 'vpn drops', id, `${url}/incident.do?sys_id=${id}`, framed])
    expect(await send(`incident: ${typed}`), typed).toContain(`Meant servicenow.incident INC0010003 VPN drops every hour ${id}`)
  expect(await send('incident: INC0010002')).toContain('There is no incident “INC0010002” that this account can see')
  expect(await send(`incident: https://evil.example/incident.do?sys_id=${id}`)).toContain("evil.example isn't where this account works")
  expect(await send(`incident: ${url}/sc_request.do?sys_id=${id}`)).toContain('the address names no incident')
})

it('Box: by id and by address', async () => {
  await t.connects(alice, 'box')
  const standIn = t.world.other('box') as BoxStandIn
  await seedBox(standIn.state)
  const made = standIn.state.items.find(({ type, id }) => type === 'folder' && id !== '0')
  for (const typed of [made?.id, `${standIn.url}/folder/${made?.id ?? ''}`])
    expect(await send(`folder: ${typed ?? ''}`), typed).toContain(`Meant box.folder ${made?.name ?? ''} ${made?.id ?? ''}`)
  expect(await send('folder: https://evil.example/folder/1')).toContain("evil.example isn't where this account works")
  expect(await send('folder: 404404404')).toContain('There is no folder')
})

it('somebody else sees what they may see', async () => {
  await t.connects(bob, 'servicenow')
  await t.as(bob).send('about incident: INC0010002')
  expect(t.said.at(-1)).toContain('Meant servicenow.incident INC0010002')
})
