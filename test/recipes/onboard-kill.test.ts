// onboard won deals with its worker killed (kill -9) between two apps: nothing is done twice, and nothing is missing.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BoxStandIn } from '../../sandbox/box/index.js'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import { until } from '../../sandbox/probe.js'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { startProgramWorld, type ProgramWorld } from '../support/program-world.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { addDeals, fieldOf } from './support/deals.js'

const DEADLINE_MS = 240_000
let world: ProgramWorld
let alice: TeamsPerson

beforeAll(async () => {
  world = await startProgramWorld({ others: ['servicenow', 'box'] })
  alice = createTeamsPerson(world, aliceInTeams)
}, DEADLINE_MS)
afterAll(() => world.close(), DEADLINE_MS)

const connects = async (app: string, name: string): Promise<void> => {
  await alice.says(`connect ${app}`)
  await alice.sees(`Sign in to ${name}`)
  await signsIn(alice.link(`Sign in to ${name}`), { as: 'alice' })
}

it('goes on in the app where it stopped', { timeout: DEADLINE_MS }, async () => {
  await connects('salesforce', 'Salesforce')
  await connects('box', 'Box')
  const ids = await addDeals(world.salesforce, 'alice', [{ name: 'Ares' }, { name: 'Boreas' }, { name: 'Chronos' }])
  const box = world.other('box') as BoxStandIn
  const { records } = world.other('servicenow') as ServiceNowStandIn
  const links = () => box.state.items.filter(({ link }) => link !== null)
  await alice.says(`onboard won deals since: ${new Date().toISOString().slice(0, 10)}`)
  await alice.sees(['Sign in to ServiceNow', 'continue'])
  await until('the three links', () => Promise.resolve(links().length === 3))

  await world.kill('worker')
  await world.start('worker')
  await signsIn(alice.link('Sign in to ServiceNow'), { as: 'alice' })
  await alice.sees('Set up 3 deals', { withinMs: 120_000 })

  const rooms = box.state.items.filter(({ type, name }) => type === 'folder' && name !== 'Deal rooms')
  expect(rooms).toHaveLength(3)
  expect(records.rows('sc_request')).toHaveLength(3)
  expect(ids.map((id) => fieldOf(world.salesforce, id, 'Onboarding__c'))).not.toContain(null)
  expect(new Set(ids.map((id) => fieldOf(world.salesforce, id, 'Deal_Room__c'))).size).toBe(3)
})
