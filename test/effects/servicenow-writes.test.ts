// ServiceNow's writes in a run, each with its answer lost: what each leaves behind is found, and an order is a question to its caller.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams } from '../../sandbox/people.js'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { bundleFixture, type BundledFixture } from '../support/bundle-fixture.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let alice: TeamsPerson
let bundle: BundledFixture
let servicenow: ServiceNowStandIn

beforeAll(async () => {
  bundle = await bundleFixture(new URL('./fixtures/servicenow-writes.ts', import.meta.url))
  world = await startWorld({ env: { WORKFLOW_BUNDLE: bundle.path }, others: ['servicenow'] })
  servicenow = world.other('servicenow') as ServiceNowStandIn
  alice = createTeamsPerson(world, aliceInTeams)
}, 90_000)
afterAll(async () => {
  await world.close()
  await bundle.remove()
})

it('four writes whose answers are lost leave one incident, one change, one comment, and a question about the order', async () => {
  for (const fault of [
    { path: '/api/now/table/incident', method: 'POST' },
    { path: '/api/now/table/incident/', method: 'PATCH', times: 2 },
    { path: '/api/sn_sc/', method: 'POST' },
  ])
    servicenow.addFault({ kind: 'drop', ...fault })
  await alice.says('my incidents')
  await alice.sees('Sign in to ServiceNow')
  await signsIn(alice.link('Sign in to ServiceNow'), { as: 'alice' })
  await alice.sees(["its answer was lost. I can't tell whether this was done", '(Customer onboarding)', 'Check again', 'Try again'])
  const { records } = servicenow
  const made = records.rows('incident').filter((row) => row.short_description === 'Screen is dark')
  expect(made).toMatchObject([{ urgency: '1', sys_created_by: 'alice.jensen', sys_updated_by: 'alice.jensen', sys_mod_count: '2' }])
  expect(records.journal).toMatchObject([{ element_id: made[0]?.sys_id, value: 'The cable is in.', by: 'Alice Jensen' }])
  expect(records.rows('sc_request')).toHaveLength(1)
  await alice.presses('Skip')
  await alice.sees(["couldn't be finished", "I can't tell whether it was done"])
  expect(records.rows('sc_request')).toHaveLength(1)
})
