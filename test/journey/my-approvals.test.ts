// What waits for somebody's decision in two apps: one list, decided line by line as that person, in place; an app they don't sign in to is left out.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import { salesforceAccounts } from '../../sandbox/salesforce/accounts.js'
import { serviceNowUsers, type User } from '../../sandbox/servicenow/accounts.js'
import { askForApproval } from '../../sandbox/servicenow/approvals.js'
import type { ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

let world: World
let bob: TeamsPerson
let alice: TeamsPerson
let servicenow: ServiceNowStandIn

beforeAll(async () => {
  world = await startWorld({ others: ['servicenow'] })
  bob = createTeamsPerson(world, bobInTeams)
  alice = createTeamsPerson(world, aliceInTeams)
  servicenow = world.other('servicenow') as ServiceNowStandIn
  request('A laptop of 15 inches')
}, 90_000)
afterAll(() => world.close())

const REQUESTER = serviceNowUsers.find(({ key }) => key === 'alice') as User
const BOB = 'bob@contoso-sales.example'

function request(title: string): void {
  const { records } = servicenow
  const item = records.insert('sc_req_item', REQUESTER, { short_description: title, opened_by: REQUESTER.sys_id })
  askForApproval(records, REQUESTER, item, 'bob')
}

/** Alice has a deal that waits for Bob in Salesforce. */
async function submit(name: string): Promise<void> {
  const token = world.salesforce.liveTokens('alice').find(({ kind }) => kind === 'access')?.value ?? ''
  const ask = async (path: string, body: unknown): Promise<{ id?: string }> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(`${world.salesforce.url}/services/data/v64.0${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    expect(response.ok).toBe(true)
    return (await response.json()) as { id?: string }
  }
  const { id } = await ask('/sobjects/Opportunity', { Name: name, StageName: 'Proposal', CloseDate: '2027-03-01', Discount__c: 20 })
  await ask('/process/approvals', { requests: [{ actionType: 'Submit', contextId: id }] })
}

const steps = (name: string) => {
  const target = world.salesforce.records.find(({ Name }) => Name === name)?.Id
  return world.salesforce
    .recordsOf('ProcessInstanceStep')
    .flatMap(({ TargetObjectId, StepStatus }) => (TargetObjectId === target ? [StepStatus] : []))
}
const stateIn = (title: string) => {
  const item = servicenow.records.rows('sc_req_item').find((row) => row.short_description === title)
  return servicenow.records.rows('sysapproval_approver').find((row) => row.sysapproval === item?.sys_id)?.state
}
/** The newest list as it stands now. */
const list = (): string => bob.reads().findLast((message) => message.includes('What waits for your approval')) ?? ''
const open = () => world.db.query<{ state: string }>(`select state from runs where recipe = 'myApprovals' and ended_at is null`)

it('what waits is listed with what leads to it; an app without a sign-in is left out, in words', async () => {
  await bob.says('my approvals')
  await bob.sees('Sign in to Salesforce')
  await bob.presses('Go on without Salesforce')
  await bob.sees('Sign in to ServiceNow')
  await signsIn(bob.link('Sign in to ServiceNow'), { as: 'bob' })
  const words = [
    'What waits for your approval',
    'A laptop of 15 inches',
    'asked by Alice Jensen',
    'Left out, because you aren',
    'Salesforce',
  ]
  const card = await bob.sees(words)
  expect(card).toMatch(
    /\[\*\*RITM\d+ A laptop of 15 inches\*\*\]\(http:\/\/127\.0\.0\.1:\d+\/sysapproval_approver\.do\?sys_id=[0-9a-f]{32}\)/,
  )
  expect(await open()).toEqual([{ state: 'waiting_person' }])
})

it('a newer list takes the place of an older one; each line is decided as the caller, once, where it stands', async () => {
  const asks = () => bob.reads().some((message) => message.includes('"title":"Sign in to Salesforce"'))
  // The card of the run before is edited a moment after that run went on.
  await expect.poll(asks).toBe(false)
  await alice.says('connect salesforce')
  await alice.sees('/connect/')
  await signsIn(alice.link('Sign in to Salesforce'), { as: 'alice' })
  await submit('Kari')
  await submit('Ymir')
  await bob.says('my approvals')
  await expect.poll(asks).toBe(true)
  await signsIn(bob.link('Sign in to Salesforce'), { as: 'bob' })
  await bob.sees(['What waits for your approval', 'Kari', 'Ymir', 'A laptop of 15 inches'])
  await expect.poll(() => bob.reads().some((message) => message.includes('This list is no longer in use'))).toBe(true)
  await expect.poll(async () => (await open()).length).toBe(1)

  // Two presses at once are one decision.
  const approve = bob.buttons().find(({ title }) => title === 'Approve Kari')?.data ?? {}
  const told = await Promise.all([bob.sendsPress(approve), bob.sendsPress(approve)])
  expect(told.filter((answer) => JSON.stringify(answer).includes('Taken'))).toHaveLength(1)
  await expect
    .poll(list, { timeout: 20_000 })
    .toMatch(/You chose \*Approve\*, \{\{DATE.*Recorded in Salesforce as bob@contoso-sales\.example/)
  expect(steps('Kari')).toEqual(['Started', 'Approved'])
  expect(list()).not.toContain('"title":"Approve Kari"')
  expect(list()).toContain('"title":"Approve Ymir"')

  const laptop = bob.buttons().find(({ title }) => title.startsWith('Reject RITM'))?.title ?? ''
  await bob.presses(laptop, { inputs: { 'param.comment': 'We have enough of them' } })
  await expect.poll(() => stateIn('A laptop of 15 inches'), { timeout: 20_000 }).toBe('rejected')
  await expect.poll(list, { timeout: 20_000 }).toMatch(/You chose \*Reject\*/)
  expect(JSON.stringify(servicenow.records.journal)).toContain('We have enough of them')
  const done = `select app, action, app_account as account from effects where finished_at is not null order by app`
  await expect
    .poll(() => world.db.query(done))
    .toEqual([
      { app: 'salesforce', action: 'approve', account: BOB },
      { app: 'servicenow', action: 'reject', account: BOB },
    ])
})

it('one that somebody decided meanwhile is said to be, with whom; when all is decided the run ends, and nothing is posted twice', async () => {
  const target = world.salesforce.records.find(({ Name }) => Name === 'Ymir')?.Id
  const [items, instances, made] = ['ProcessInstanceWorkitem', 'ProcessInstance', 'ProcessInstanceStep'].map(
    (object) => world.salesforce.recordsOf(object) as unknown as Record<string, unknown>[],
  )
  const [item] =
    items?.splice(
      items.findIndex(({ TargetObjectId }) => TargetObjectId === target),
      1,
    ) ?? []
  const instance = instances?.find(({ TargetObjectId }) => TargetObjectId === target)
  const now = new Date().toISOString()
  Object.assign(instance ?? {}, { Status: 'Rejected', CompletedDate: now })
  const integration = salesforceAccounts.find(({ key }) => key === 'integration')?.userId
  made?.push({
    ...item,
    Id: '04h5g0000009998AAA',
    ProcessInstanceId: instance?.Id,
    StepStatus: 'Rejected',
    ActorId: integration,
    CreatedDate: now,
  })
  await bob.presses('Approve Ymir')
  await bob.sees(["but it wasn't done: It was rejected already in Salesforce by Workbot Integration."])
  expect(steps('Ymir')).toEqual(['Started', 'Rejected'])
  await expect.poll(open, { timeout: 20_000 }).toEqual([])
  expect(bob.reads().filter((message) => message.includes('My approvals is done'))).toEqual([])
})

it('Cancel takes the buttons away, and nothing waits is said', async () => {
  request('A second screen')
  await bob.says('my approvals')
  await bob.sees(['What waits for your approval', 'A second screen'])
  await bob.says('cancel')
  await bob.sees('Cancel this run?')
  await bob.presses('Cancel My approvals')
  await expect.poll(open, { timeout: 20_000 }).toEqual([])
  await expect.poll(list).toContain('This list is no longer in use')
  expect(stateIn('A second screen')).toBe('requested')
  for (const row of servicenow.records.rows('sysapproval_approver')) Object.assign(row, { state: 'approved' })
  await bob.says('my approvals')
  await bob.sees('Nothing waits for your approval')
})
