// Two people, two identities, one run: Alice asks for a discount, and who approves it in Salesforce decides as themselves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { salesforceAccounts, type Account } from '../../sandbox/salesforce/accounts.js'
import { alice as aliceInTeams, bob as bobInTeams, sandboxPeople, type SandboxPerson } from '../../sandbox/people.js'
import { signsIn } from '../support/sign-in.js'
import { answerRoster, createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const BOB = 'bob@contoso-sales.example'
const dana: SandboxPerson = {
  ...{ key: 'dana', name: 'Dana Reader', email: 'Dana@contoso-sales.example' },
  ...{ aadObjectId: '0d0d0d0d-1111-4222-8333-444444444444', teamsUserId: '29:dana' },
}

let world: World
let alice: TeamsPerson
let bob: TeamsPerson
const accounts: (Account & { manager?: string })[] = salesforceAccounts.map((one) => ({ ...one }))

beforeAll(async () => {
  world = await startWorld({ accounts, people: [...sandboxPeople, dana] })
  answerRoster(world.teams, [...sandboxPeople, dana])
  alice = createTeamsPerson(world, aliceInTeams)
  bob = createTeamsPerson(world, bobInTeams)
  await alice.says('connect salesforce')
  await alice.sees('/connect/')
  await signsIn(alice.link(SIGN_IN), { as: 'alice' })
  await alice.sees('Connected to Salesforce as')
  // Workbot knows from the roster whose address this is.
  await bob.says('help')
  await bob.sees('What I can do for you')
}, 120_000)
afterAll(() => world.close())

const userOf = (key: string) => accounts.find((one) => one.key === key)?.userId
const record = (name: string) => world.salesforce.records.find(({ Name }) => Name === name)
const steps = (name: string) =>
  world.salesforce.recordsOf('ProcessInstanceStep').filter(({ TargetObjectId }) => TargetObjectId === record(name)?.Id)
const newestRun = async (): Promise<string> => {
  const [run] = await world.db.query<{ id: string }>(`select id from runs order by accepted_at desc limit 1`)
  return run?.id ?? ''
}
const stateOf = async (run: string) => (await world.db.query<{ state: string }>(`select state from runs where id = $1`, [run]))[0]?.state
const outcomes = (run: string) =>
  world.db.query(`select outcome, answer from waits where run_id = $1 and step_key = 'ask' order by created_at`, [run])

/** A deal of hers, and the request for its discount; resolves once `who` has the card. */
async function asks(who: TeamsPerson, name: string, percent = 20, asker = alice): Promise<string> {
  await asker.says(`create opportunity name: ${name} amount: 50k stage: Prospecting`)
  await asker.sees(`Created the opportunity ${name}`)
  await asker.says(`approve discount opportunity: ${name} percent: ${String(percent)}`)
  await who.sees([`discount for ${name}?`, 'Approve'])
  return newestRun()
}

describe('approve discount', { timeout: 90_000 }, () => {
  it('asks the approver whom Salesforce names, who decides as himself after his own sign-in', async () => {
    const run = await asks(bob, 'Acme')
    const card = await bob.sees(['Approve a 20 % discount for Acme?', 'Asked by Alice Jensen', 'recorded in Salesforce **as you**'])
    expect(card).toContain('Open in Salesforce')
    await alice.sees(["I've asked Bob Olsen", 'It waits until'])
    await alice.says('status')
    await alice.sees('Waits for the decision of Bob Olsen')
    expect(await stateOf(run)).toBe('waiting_person')

    expect(JSON.stringify(await alice.presses('Approve', { from: bob.chat }))).toContain("You can't approve your own request.")
    const stranger = createTeamsPerson(world, dana)
    expect(JSON.stringify(await stranger.presses('Approve', { from: bob.chat }))).toContain('Only Bob Olsen can use this button.')
    expect(await outcomes(run)).toEqual([{ outcome: null, answer: null }])

    await bob.presses('Approve', { inputs: { 'param.comment': 'Fine by me' } })
    const signIn = await bob.sees([SIGN_IN, 'You decided in *Approve discount* of Alice Jensen'])
    expect(signIn).toContain('Bob Olsen')
    await signsIn(bob.link(SIGN_IN), { as: 'bob' })

    const receipt = await alice.sees(['Bob Olsen: Approve for Acme', 'alice@contoso-sales.example'])
    expect(receipt).toContain(BOB)
    await bob.sees(['discount for Acme?', 'You chose *Approve*', `Recorded in Salesforce as ${BOB}`])
    expect(steps('Acme').map(({ StepStatus, ActorId }) => [StepStatus, ActorId])).toEqual([
      ['Started', userOf('alice')],
      ['Approved', userOf('bob')],
    ])
    expect(steps('Acme').at(-1)?.Comments).toMatch(/^Fine by me\n\nWorkbot |^Fine by me\nWorkbot /)
    const decided = `select aad_object_id as who, detail ->> 'account' as account from audit where event = 'action.performed' and detail ->> 'action' = 'decide'`
    expect(await world.db.query(decided)).toEqual([{ who: bobInTeams.aadObjectId, account: BOB }])
    expect(await world.db.query(`select app_account as account from effects where run_id = $1 and signer is not null`, [run])).toEqual([
      { account: BOB },
    ])
  })

  it('asks him for no second sign-in; Reject is an answer, also after the worker was restarted', async () => {
    const run = await asks(bob, 'Globex')
    await world.stopWorker()
    await world.startWorker()
    await bob.presses('Reject')
    await alice.sees('Bob Olsen: Reject for Globex')
    expect(steps('Globex').at(-1)).toMatchObject({ StepStatus: 'Rejected', ActorId: userOf('bob') })
    expect(await outcomes(run)).toEqual([{ outcome: 'answered', answer: 'Reject' }])
    const last = await bob.presses('Reject').catch((error: unknown) => String(error))
    expect(JSON.stringify(last)).toContain('has the button')
  })

  it('takes one of two presses', async () => {
    const run = await asks(bob, 'Twice')
    const buttons = bob.buttons().filter(({ data }) => data.press === 'answerAsk')
    const answers = await Promise.all(buttons.map(({ data }) => bob.sendsPress(data)))
    const told = answers.map((answer) => JSON.stringify(answer))
    expect(told.filter((words) => words.includes('You chose'))).toHaveLength(1)
    await alice.sees(['Bob Olsen: ', ' for Twice'])
    expect(steps('Twice')).toHaveLength(2)
    expect(await outcomes(run)).toHaveLength(1)
  })

  it('shows a record that has changed since, and takes the answer only after that', async () => {
    const run = await asks(bob, 'Initech')
    // An administrator of the org may change a record that is locked.
    Object.assign(record('Initech') ?? {}, { Discount__c: 35 })
    await bob.presses('Approve')
    await bob.sees(['discount for Initech?', 'This has changed since', 'Discount: 20 → 35', '"value":"35 %"'])
    expect(await outcomes(run)).toEqual([{ outcome: null, answer: null }])
    expect(steps('Initech')).toHaveLength(1)
    await bob.presses('Approve')
    await alice.sees('Bob Olsen: Approve for Initech')
  })

  it("finds his decision again where Salesforce's answer was lost, and decides once", async () => {
    await asks(bob, 'Dropped')
    world.salesforce.addFault({ kind: 'drop', path: '/services/data/v64.0/process/approvals', method: 'POST' })
    await bob.presses('Approve')
    await alice.sees('Bob Olsen: Approve for Dropped')
    expect(steps('Dropped').map(({ StepStatus }) => StepStatus)).toEqual(['Started', 'Approved'])
  })

  it('ends when it is decided in Salesforce itself', async () => {
    const run = await asks(bob, 'Umbrella')
    decidedThere('Umbrella')
    await world.db.query(`update asks set look_at = now() where run_id = $1`, [run])
    await alice.sees(['Umbrella: already approved in Salesforce by Bob Olsen'])
    await bob.sees(['discount for Umbrella?', 'Already approved in Salesforce by Bob Olsen'])
    expect(await outcomes(run)).toEqual([{ outcome: 'settled', answer: null }])
  })

  it('ends at its deadline, and says so to both', async () => {
    const run = await asks(bob, 'Late')
    await world.db.query(`update waits set deadline_at = now() where run_id = $1 and step_key = 'ask'`, [run])
    expect(JSON.stringify(await bob.presses('Approve'))).toContain("doesn't wait any more")
    await world.temporal.workflow.getHandle(run).signal('awaitPerson')
    await alice.sees('No decision on Late: nobody decided in time')
    await bob.sees(['discount for Late?', 'Nobody decided by'])
  })

  it('reminds him once, and is passed on to somebody else, who may then answer instead', async () => {
    const run = await asks(bob, 'Passed')
    await world.db.query(`update addressees set time_zone = $1, remind_at = now()`, [zoneAtNoon()])
    await bob.sees('Alice Jensen still waits for your decision')
    const stranger = createTeamsPerson(world, dana)
    expect(JSON.stringify(await bob.presses('Pass it on', { inputs: { 'param.passTo': 'nobody@contoso.example' } }))).toContain(
      "I don't know anybody with the address",
    )
    expect(JSON.stringify(await bob.presses('Pass it on', { inputs: { 'param.passTo': aliceInTeams.email } }))).toContain('asked for this')
    await stranger.says('help')
    await stranger.sees('What I can do for you')
    await bob.presses('Pass it on', { inputs: { 'param.passTo': 'dana@contoso-sales.example' } })
    await stranger.sees(['discount for Passed?', 'Passed to you by Bob Olsen'])
    await bob.sees(['discount for Passed?', 'You passed this to Dana Reader'])
    // She may not see Alice's deals, so Salesforce doesn't take her.
    await bob.sees(['discount for Passed?', 'In Salesforce it still waits for you: open it there and reassign it to Dana Reader'])
    expect(askedIn('Passed')).toEqual([userOf('bob')])
    const [was] = await world.db.query<{ to: string }>(
      `select detail ->> 'to' as to from audit where event = 'ask.passed' and run_id = $1`,
      [run],
    )
    expect(was?.to).toBe(dana.aadObjectId)
    await alice.says('cancel')
    await alice.sees('Cancel this run?')
    await alice.presses('Cancel Approve discount')
    await stranger.sees(['discount for Passed?', 'This is no longer asked'])
  })

  it('is passed on in Salesforce too, by whom Teams found; who decides then is the other one', async () => {
    Object.assign(accounts.find(({ key }) => key === 'dana') ?? {}, { rights: 'viewAll' })
    const run = await asks(bob, 'Handed')
    const stranger = createTeamsPerson(world, dana)
    const unknown = await bob.presses('Pass it on', { inputs: { 'param.passPerson': '0e0e0e0e-0000-4000-8000-000000000000' } })
    expect(JSON.stringify(unknown)).toContain("I don't know them yet")
    world.salesforce.addFault({ kind: 'drop', path: '/services/data/v64.0/sobjects/ProcessInstanceWorkitem', method: 'PATCH' })
    await bob.presses('Pass it on', { inputs: { 'param.passPerson': dana.aadObjectId, 'param.passTo': '' } })
    await bob.sees(['discount for Handed?', 'You passed this to Dana Reader', 'Salesforce asks Dana Reader now, too.'])
    expect(askedIn('Handed')).toEqual([userOf('dana')])
    await stranger.sees(['discount for Handed?', 'Passed to you by Bob Olsen'])
    await stranger.presses('Approve')
    await stranger.sees([SIGN_IN, 'You decided in'])
    await signsIn(stranger.link(SIGN_IN), { as: 'dana' })
    await alice.sees(['Dana Reader: Approve for Handed'])
    expect(steps('Handed').map(({ StepStatus, ActorId }) => [StepStatus, ActorId])).toEqual([
      ['Started', userOf('alice')],
      ['Approved', userOf('dana')],
    ])
    const writes = `select app_account as account from effects where run_id = $1 and action = 'reassign' and finished_at is not null`
    expect(await world.db.query(writes, [run])).toEqual([{ account: BOB }])
  })

  it('asks nobody where its caller would be the one to approve', async () => {
    manage('bob', 'bob')
    // By now Bob has signed in.
    await bob.says('create opportunity name: Mine amount: 1 stage: Prospecting')
    await bob.sees('Created the opportunity Mine')
    await bob.says('approve discount opportunity: Mine percent: 5')
    await bob.sees("No decision on Mine: you can't approve your own request")
    expect(steps('Mine').map(({ StepStatus }) => StepStatus)).toEqual(['Started'])
  })

  it('tells its caller whom it cannot reach, and asks them when they add Workbot', async () => {
    manage('alice', 'integration')
    await alice.says('create opportunity name: Far amount: 1 stage: Prospecting')
    await alice.sees('Created the opportunity Far')
    await alice.says('approve discount opportunity: Far percent: 5')
    await alice.sees("I can't reach Workbot Integration yet")
    const person: SandboxPerson = {
      ...{ key: 'ina', name: 'Ina Integration', email: 'Integration@contoso-sales.example' },
      ...{ aadObjectId: '0a0a0a0a-1111-4222-8333-444444444444', teamsUserId: '29:ina' },
    }
    answerRoster(world.teams, [...sandboxPeople, dana, person])
    const ina = createTeamsPerson(world, person)
    await ina.sends(ina.activity({ type: 'installationUpdate', action: 'add' }))
    await ina.sees(['discount for Far?', 'Approve'])
  })
})

/** Whom Salesforce asks to decide it now. */
function askedIn(name: string): unknown[] {
  const target = record(name)?.Id
  return world.salesforce
    .recordsOf('ProcessInstanceWorkitem')
    .flatMap(({ TargetObjectId, ActorId }) => (TargetObjectId === target ? [ActorId] : []))
}

function manage(who: string, manager: string): void {
  const account = accounts.find(({ key }) => key === who)
  if (account) account.manager = manager
}

/** What Salesforce stores when Bob approves there. */
function decidedThere(name: string): void {
  const target = record(name)?.Id
  const [items, instances, made] = ['ProcessInstanceWorkitem', 'ProcessInstance', 'ProcessInstanceStep'].map(
    (object) => world.salesforce.recordsOf(object) as unknown as Record<string, unknown>[],
  )
  const instance = instances?.find(({ TargetObjectId }) => TargetObjectId === target)
  const at = items?.findIndex(({ TargetObjectId }) => TargetObjectId === target) ?? -1
  const [item] = items?.splice(at, 1) ?? []
  const now = new Date().toISOString()
  Object.assign(instance ?? {}, { Status: 'Approved', CompletedDate: now })
  made?.push({
    ...item,
    Id: '04h5g0000009999AAA',
    ProcessInstanceId: instance?.Id,
    StepStatus: 'Approved',
    ActorId: userOf('bob'),
    CreatedDate: now,
  })
}

/** A zone where it is about noon now, so that a reminder is due. */
function zoneAtNoon(): string {
  const hours = 12 - new Date().getUTCHours()
  // In these names the sign is the other way round: https://data.iana.org/time-zones/data/etcetera
  return hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${String(Math.abs(hours))}`
}
