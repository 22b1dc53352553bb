// What Salesforce's API can answer to a run: tried again where that helps, told in words where it doesn't, and never done twice.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { alice as aliceInTeams, bob as bobInTeams } from '../../sandbox/people.js'
import type { Fault } from '../../sandbox/oauth-app/faults.js'
import { signsIn } from '../support/sign-in.js'
import { createTeamsPerson, type TeamsPerson } from '../support/teams-person.js'
import { startWorld, type World } from '../support/world.js'

const SIGN_IN = 'Sign in to Salesforce'
const post = { path: '/services/data/v64.0/sobjects', method: 'POST' } as const
const query = { path: '/services/data/v64.0/query', method: 'GET' } as const
const error = (status: number, errorCode: string, message: string, fields: string[] = []): Fault => ({
  kind: 'status',
  status,
  body: JSON.stringify([{ errorCode, message, fields }]),
  ...post,
})
let world: World
let alice: TeamsPerson

async function connects(person: TeamsPerson, name: string, account = person.person.key): Promise<void> {
  await person.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)
  await person.sees([SIGN_IN, name])
  await signsIn(person.link(SIGN_IN), { as: person.person.key, account })
}

beforeAll(async () => {
  world = await startWorld()
  alice = createTeamsPerson(world, aliceInTeams)
  await connects(alice, 'First')
  await alice.sees('Created the opportunity First')
})
afterEach(() => {
  world.salesforce.clearFaults()
})
afterAll(() => world.close())

const named = (name: string) => world.salesforce.records.filter(({ Name }) => Name === name)
/** Several at once: each waits for its own retries. */
const says = (name: string) => alice.says(`create opportunity name: ${name} amount: 1 stage: Prospecting`)

describe('trouble that passes', () => {
  const passing: [string, string, Fault[]][] = [
    ['Out', '503, then an answer', [{ kind: 'status', status: 503, ...post }]],
    ['Html', 'a page of HTML with 200, then an answer', [{ kind: 'html', ...post }]],
    ['Limit', 'used-up requests (403), then an answer', [{ kind: 'limit', ...post }]],
    ['Later', '429, then an answer', [error(429, 'REQUEST_LIMIT_EXCEEDED', 'Too many')]],
    ['Cut', 'a cut connection after the work', [{ kind: 'drop', ...post }]],
    ['CutRead', 'a cut connection when the record is read back', [{ kind: 'drop', ...query }]],
    ['HtmlRead', 'a page when the record is read back', [{ kind: 'html', ...query }]],
  ]
  it.each(passing)('%s: %s: one opportunity and one receipt', async (name, _what, faults) => {
    for (const fault of faults) world.salesforce.addFault(fault)
    await says(name)
    await alice.sees(`Created the opportunity ${name}`)
    expect(named(name)).toHaveLength(1)
    expect(alice.reads().filter((message) => message.includes(`Created the opportunity ${name}`))).toHaveLength(1)
  })
})

describe('a no', () => {
  const refusals: [string, Fault, string[]][] = [
    [
      'Picklist',
      error(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Stage: bad value for restricted picklist field', ['StageName']),
      ['StageName', 'refused the request', 'WB-APP-005'],
    ],
    [
      'Rule',
      error(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Amounts over 0 need [an approver](https://evil.example)'),
      ['need [an approver](https://evil.example)', 'WB-APP-005'],
    ],
    [
      'Foreign',
      error(400, 'DUPLICATE_VALUE', 'duplicate value found: Other__c duplicates value on record with id: 006x', ['Other__c']),
      ['Other__c', 'WB-APP-005'],
    ],
    [
      'Forbidden',
      error(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights'),
      ["doesn't let alice@contoso-sales.example do this", 'WB-APP-002'],
    ],
    ['Gone', error(404, 'NOT_FOUND', 'The requested resource does not exist'), ['The requested resource does not exist', 'WB-APP-002']],
  ]
  it.each(refusals)('%s is told in words, creates nothing, and is not tried again', async (name, fault, words) => {
    const tries = () => world.salesforce.requests.filter(({ method, path }) => method === 'POST' && path.includes('/sobjects/')).length
    const before = tries()
    world.salesforce.addFault(fault)
    await says(name)
    const told = await alice.sees([...words, "couldn't be finished", 'Nothing was done in Salesforce'])
    expect(told).not.toContain('"Action.OpenUrl"')
    expect([named(name).length, tries() - before]).toEqual([0, 1])
  })

  it('shows what Salesforce says as text: no link comes of it', () => {
    const raw = JSON.stringify(world.teams.messagesIn(alice.chat.id))
    expect(raw).toContain(String.raw`\\[an approver\\](https://evil.example)`)
    expect(raw).not.toContain('[an approver](')
  })

  it('to an account that may only read is told to its owner, and is not tried with another identity', async () => {
    const bob = createTeamsPerson(world, bobInTeams)
    await connects(bob, 'ReadOnly', 'dana')
    await bob.sees(["doesn't let dana@contoso-sales.example do this", 'WB-APP-002'])
    expect(named('ReadOnly')).toHaveLength(0)
    expect(world.salesforce.requests.some(({ account }) => account === 'integration')).toBe(false)
  })
})
