// What waits for somebody's decision in two apps: listed together, with links, each as that person; an app they don't sign in to is left out.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bob as bobInTeams } from '../../sandbox/people.js'
import { serviceNowUsers, type User } from '../../sandbox/servicenow/accounts.js'
import { askForApproval } from '../../sandbox/servicenow/approvals.js'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let bob: TeamsPerson

beforeAll(async () => {
  world = await startWorld({ others: ['servicenow'] })
  bob = createTeamsPerson(world, bobInTeams)
  const { records } = world.other('servicenow') as ServiceNowStandIn
  const alice = serviceNowUsers.find(({ key }) => key === 'alice') as User
  const item = records.insert('sc_req_item', alice, { short_description: 'A laptop of 15 inches', opened_by: alice.sys_id })
  askForApproval(records, alice, item, 'bob')
}, 90_000)
afterAll(() => world.close())

it('what waits is listed with what leads to it; an app without a sign-in is left out, in words', async () => {
  await bob.says('my approvals')
  await bob.sees('Sign in to Salesforce')
  await bob.presses('Go on without Salesforce')
  await bob.sees('Sign in to ServiceNow')
  await signsIn(bob.link('Sign in to ServiceNow'), { as: 'bob' })
  const card = await bob.sees([
    'What waits for your approval',
    'A laptop of 15 inches',
    'Alice Jensen',
    'Left out, because you aren',
    'Salesforce',
  ])
  expect(card).toMatch(/\[RITM\d+ A laptop of 15 inches\]\(http:\/\/127\.0\.0\.1:\d+\/sysapproval_approver\.do\?sys_id=[0-9a-f]{32}\)/)
})

it('with both apps there is one list, and nothing in it is said too', async () => {
  const asks = () => bob.reads().some((message) => message.includes('"title":"Sign in to Salesforce"'))
  // The card of the run before is edited a moment after that run went on.
  await expect.poll(asks).toBe(false)
  await bob.says('my approvals')
  await expect.poll(asks).toBe(true)
  await signsIn(bob.link('Sign in to Salesforce'), { as: 'bob' })
  const card = await bob.sees(['What waits for your approval', 'Done in Salesforce as bob', 'Done in ServiceNow as bob'])
  expect(card).not.toContain('Left out')
})
