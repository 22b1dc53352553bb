// Salesforce's actions over HTTP against the stand-in: what they do as whom, what a retry finds, and what people are told of a no.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createAppRequest } from '../../activities/app-request.js'
import type { ActionCall } from '../../apps/define-app.js'
import { ActionRejected, OutcomeUnknown, PermissionDenied, RateLimited } from '../../apps/errors.js'
import type { Submission } from '../../apps/salesforce/actions/submit-for-approval.js'
import { salesforce } from '../../apps/salesforce/index.js'
import { createHttp } from '../../http/guarded-fetch.js'
import { Secret } from '../../keys/secret.js'
import { salesforceAccounts, type Account } from '../../sandbox/salesforce/accounts.js'
import type { SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { actionCall } from '../support/action-call.js'
import { salesforceTokens, startTestSalesforce } from '../support/salesforce.js'

const { actions } = salesforce
type Who = 'alice' | 'bob' | 'integration' | 'dana'

let standIn: SalesforceStandIn
const tokens = new Map<string, string>()
let counter = 0

beforeAll(async () => {
  const accounts: Account[] = salesforceAccounts.map((one) => (one.key === 'bob' ? { ...one, cantEdit: ['Opportunity.Discount__c'] } : one))
  standIn = await startTestSalesforce({ accounts, pageSize: 2 })
  for (const who of ['alice', 'bob', 'integration', 'dana']) tokens.set(who, (await salesforceTokens(standIn, who)).access_token)
})
afterEach(() => {
  standIn.clearFaults()
})
afterAll(() => standIn.close())

/** One write's try as somebody: a later one is given the same object, with `isRetry`. */
function as(who: Who, change: Partial<ActionCall> = {}): ActionCall {
  const account = standIn.accounts.find(({ key }) => key === who)
  const http = createHttp({ acceptsHost: () => false, extraHosts: [new URL(standIn.url).host] })
  const accessToken = new Secret(tokens.get(who) ?? '')
  const request = createAppRequest({ app: salesforce, http, host: standIn.url, accessToken, actionName: 'test' })
  counter += 1
  let note: { readonly of: unknown } | null = null
  return actionCall({
    ...{ request, host: standIn.url, effectKey: String(counter).padStart(32, 'e') },
    accountKey: `${account?.org.id ?? ''}/${account?.userId ?? ''}`,
    async noteOnce<Note>(read: () => Promise<Note>): Promise<Note> {
      note ??= { of: await read() }
      return note.of as Note
    },
    ...change,
  })
}
const again = (call: ActionCall): ActionCall => ({ ...call, isRetry: true })
const deal = (who: Who, name: string, more: object = {}) =>
  actions.createOpportunity.perform(as(who), { name, stage: 'Prospecting', closeDate: '2031-01-31', ...more })
const stored = (id: string) => standIn.records.find(({ Id }) => Id === id)
/** As if so many seconds had passed since its last change: Salesforce's versions are whole seconds. */
const age = (id: string, seconds = 60): void => {
  const record = stored(id)
  if (record) record.LastModifiedDate = new Date(Date.now() - seconds * 1_000).toISOString()
}
const findSubmission = (call: ActionCall, submission: Submission) => {
  const action = actions.submitForApproval
  if (action.recognisedBy !== 'exact key') throw new Error('Submissions are looked for by an exact key.')
  return action.find(call, submission)
}
const detailOf = (error: unknown) => (error as { detail?: string }).detail

describe('opportunities', () => {
  it('are found page by page, with the caller’s own, a stage, a day and a part of the name', async () => {
    for (const name of ['Find one', 'Find two', 'Find three', "Find O'Hara 100%"]) await deal('alice', name)
    await deal('bob', 'Find not mine')
    const mine = await actions.findOpportunities.perform(as('alice'), { owner: 'me', nameContains: 'Find', closedSince: '2031-01-31' })
    expect(mine.map(({ name }) => name).sort()).toEqual(["Find O'Hara 100%", 'Find one', 'Find three', 'Find two'])
    const exact = await actions.findOpportunities.perform(as('alice'), { nameContains: "o'hara 100%" })
    expect(exact).toMatchObject([{ owner: 'Alice Jensen', stage: 'Prospecting' }])
    expect(await actions.findOpportunities.perform(as('alice'), { nameContains: 'Find', closedSince: '2031-02-01' })).toEqual([])
    expect(await actions.findOpportunities.perform(as('alice'), { nameContains: 'Find', limit: 3 })).toHaveLength(3)
  })

  it.each(["' or Name != '", '%', '_', "\\' or Id != null or Name = \\'", "x' limit 200 --"])(
    'take %s for a text and no more',
    async (text) => {
      await deal('alice', 'Bystander')
      expect(await actions.findOpportunities.perform(as('alice'), { nameContains: `Nobody${text}` })).toEqual([])
    },
  )

  it('are read by id; one that is hidden is told as one that is not there', async () => {
    const { id } = await deal('bob', 'Hidden')
    expect(await actions.getOpportunity.perform(as('bob'), { id })).toMatchObject({ id, name: 'Hidden' })
    await expect(actions.getOpportunity.perform(as('alice'), { id, name: 'Hidden' })).rejects.toThrow(
      /Hidden isn't there, or this account may not see it/,
    )
  })
})

describe('a change', () => {
  it('is made, and says what is there now', async () => {
    const made = await deal('alice', 'Change')
    const changed = await actions.updateOpportunity.perform(as('alice'), {
      ...made,
      changes: { stage: 'Closed Won', Deal_Room__c: 'https://box.example/1' },
    })
    expect(changed).toMatchObject({ id: made.id, stage: 'Closed Won' })
    expect(stored(made.id)).toMatchObject({ StageName: 'Closed Won', Deal_Room__c: 'https://box.example/1', Name: 'Change' })
  })

  it('is refused where somebody else changed the record since the recipe read it', async () => {
    const made = await deal('alice', 'Overtaken')
    age(made.id)
    const read = await actions.getOpportunity.perform(as('alice'), made)
    await actions.updateOpportunity.perform(as('integration'), { id: made.id, changes: { amount: 35 } })
    const change = actions.updateOpportunity.perform(as('alice'), { ...read, changes: { amount: 20 } })
    await expect(change).rejects.toSatisfy((error) => error instanceof ActionRejected && error.detail.includes('changed by somebody else'))
    expect(stored(made.id)?.Amount).toBe(35)
  })

  it('whose answer was lost is done once, and its repetition overwrites nobody', async () => {
    const made = await deal('alice', 'Lost change')
    age(made.id)
    const call = as('alice')
    standIn.addFault({ kind: 'drop', method: 'PATCH' })
    await expect(actions.updateOpportunity.perform(call, { id: made.id, changes: { amount: 20 } })).rejects.toThrow()
    expect(await actions.updateOpportunity.perform(again(call), { id: made.id, changes: { amount: 20 } })).toMatchObject({ amount: 20 })

    await actions.updateOpportunity.perform(as('integration'), { id: made.id, changes: { amount: 35 } })
    await expect(actions.updateOpportunity.perform(again(call), { id: made.id, changes: { amount: 20 } })).rejects.toBeInstanceOf(
      OutcomeUnknown,
    )
    expect(stored(made.id)?.Amount).toBe(35)
  })

  it('that never arrived is made by the later try', async () => {
    const made = await deal('alice', 'Unsent change')
    age(made.id)
    const call = as('alice')
    standIn.addFault({ kind: 'status', status: 503, method: 'PATCH' })
    await expect(actions.updateOpportunity.perform(call, { id: made.id, changes: { amount: 20 } })).rejects.toThrow()
    await actions.updateOpportunity.perform(again(call), { id: made.id, changes: { amount: 20 } })
    expect(stored(made.id)?.Amount).toBe(20)
  })
})

describe('records of any object', () => {
  it('are created once by their key, read with their parents, found and changed', async () => {
    const call = as('alice')
    const account = await actions.createRecord.perform(call, { object: 'Account', fields: { Name: 'Acme', Industry: 'Retail' } })
    expect(await actions.createRecord.perform(again(call), { object: 'Account', fields: { Name: 'Acme' } })).toEqual(account)
    const made = await actions.createRecord.perform(as('alice'), {
      object: 'Opportunity',
      fields: { Name: 'Of Acme', StageName: 'Proposal', CloseDate: '2031-01-31', AccountId: account },
    })
    const fields = ['Name', 'Account.Name', 'IsClosed']
    expect(await actions.getRecord.perform(as('alice'), { object: 'Opportunity', id: made.id, fields })).toEqual({
      id: made.id,
      fields: { Name: 'Of Acme', 'Account.Name': 'Acme', IsClosed: false },
    })
    await actions.updateRecord.perform(as('alice'), { object: 'Account', id: account.id, fields: { Phone: '+45 1' } })
    const where = [{ field: 'Phone', op: 'is', value: '+45 1' }] as const
    expect(await actions.findRecords.perform(as('bob'), { object: 'Account', fields: ['Name'], where })).toEqual([
      { id: account.id, fields: { Name: 'Acme' } },
    ])
  })

  it.each(['Account; drop', 'Account where Id != null', '../query', '1Account', ''])('take %j for no name of an object', async (object) => {
    const before = standIn.requests.length
    await expect(actions.getRecord.perform(as('alice'), { object, id: 'x', fields: ['Name'] })).rejects.toThrow(
      /no name of an object or a field/,
    )
    await expect(actions.createRecord.perform(as('alice'), { object, fields: {} })).rejects.toThrow(/no name of an object or a field/)
    expect(standIn.requests).toHaveLength(before)
  })

  it('a picklist has the values that are in use now', async () => {
    const values = await actions.picklist.perform(as('alice'), { object: 'Opportunity', field: 'StageName' })
    expect(values).toContainEqual({ value: 'Closed Won', label: 'Closed Won' })
    expect(values.map(({ value }) => value)).not.toContain('Perception Analysis')
  })
})

describe('a no of Salesforce', () => {
  it.each([
    ['a value outside the picklist', { StageName: 'Daydreaming' }, ActionRejected, /Stage.*StageName/],
    ['a rule of the org', { Discount__c: 70 }, ActionRejected, /Discount can't be more than 60.*Discount__c/],
    ['an unknown field', { Surprise__c: 1 }, ActionRejected, /Surprise__c/],
    ['a text that is too long', { NextStep: 'x'.repeat(256) }, ActionRejected, /Next Step.*NextStep/],
  ] as const)('names the field: %s', async (_what, fields, kind, words) => {
    const { id } = await deal('alice', 'No')
    const error = await actions.updateRecord.perform(as('alice'), { object: 'Opportunity', id, fields }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(kind)
    expect(detailOf(error)).toMatch(words)
  })

  it('names the right: of a field, of the account', async () => {
    const { id } = await deal('bob', 'Field')
    const field = await actions.updateRecord
      .perform(as('bob'), { object: 'Opportunity', id, fields: { Discount__c: 1 } })
      .catch((caught: unknown) => caught)
    expect(field).toBeInstanceOf(PermissionDenied)
    expect(detailOf(field)).toMatch(/Discount__c.*security settings/)
    const account = await deal('dana', 'Reader').catch((caught: unknown) => caught)
    expect(account).toBeInstanceOf(PermissionDenied)
  })

  it('that passes is waited for: somebody else is at the record', async () => {
    const { id } = await deal('alice', 'Busy')
    const body = '[{"errorCode":"UNABLE_TO_LOCK_ROW","message":"unable to obtain exclusive access","fields":[]}]'
    standIn.addFault({ kind: 'status', status: 400, body, method: 'PATCH' })
    const change = actions.updateRecord.perform(as('alice'), { object: 'Opportunity', id, fields: { NextStep: 'x' } })
    await expect(change).rejects.toBeInstanceOf(RateLimited)
  })
})

describe('approvals', () => {
  const discounted = async (name: string): Promise<string> => {
    const { id } = await deal('alice', name)
    await actions.updateOpportunity.perform(as('alice'), { id, changes: { Discount__c: 20 } })
    return id
  }

  it('are submitted as one, and decided by whoever is asked, as themselves', async () => {
    const id = await discounted('Approve me')
    const request = await actions.submitForApproval.perform(as('alice'), { id, comment: 'Please' })
    expect(request).toMatchObject({ status: 'Pending', record: { id, name: 'Approve me' }, asked: [{ approver: { name: 'Bob Olsen' } }] })
    const [mine] = (await actions.myApprovals.perform(as('bob'))).filter(({ record }) => record.id === id)
    expect(mine).toMatchObject({ id: request.asked[0]?.workItem, submittedBy: 'Alice Jensen', record: { name: 'Approve me' } })
    expect(new URL(mine?.url ?? '').pathname).toBe(`/${id}`)
    expect(await actions.myApprovals.perform(as('alice'))).toEqual([])

    await expect(actions.approve.perform(as('alice'), { id: mine?.id ?? '' })).rejects.toBeInstanceOf(PermissionDenied)
    expect(await actions.approve.perform(as('bob'), { id: mine?.id ?? '', comment: 'Fine' })).toMatchObject({
      status: 'Approved',
      asked: [],
    })
    const [, step] = standIn.recordsOf('ProcessInstanceStep').filter(({ ProcessInstanceId }) => ProcessInstanceId === request.id)
    expect(step).toMatchObject({ StepStatus: 'Approved', ActorId: standIn.accounts.find(({ key }) => key === 'bob')?.userId })
    expect(step?.Comments).toMatch(/^Fine\n\nWorkbot e*\d+$/)
    expect(await actions.getApproval.perform(as('alice'), request)).toMatchObject({ status: 'Approved' })
  })

  it('that were submitted with a lost answer are found by their key, also once they are decided', async () => {
    const id = await discounted('Lost submission')
    const call = as('alice')
    expect(await findSubmission(call, { id })).toBeUndefined()
    standIn.addFault({ kind: 'drop', path: '/services/data/v64.0/process' })
    await expect(actions.submitForApproval.perform(call, { id })).rejects.toThrow()
    const found = await findSubmission(call, { id })
    expect(found).toMatchObject({ status: 'Pending', record: { id } })
    await actions.reject.perform(as('bob'), { id: found?.asked[0]?.workItem ?? '' })
    expect(await findSubmission(call, { id })).toMatchObject({ status: 'Rejected' })
    expect(await findSubmission(as('alice'), { id })).toBeUndefined()
  })

  it('whose decision’s answer was lost are known by their key; a decision of somebody else is none of ours', async () => {
    const ids = [await discounted('Lost decision'), await discounted('Decided elsewhere')]
    const [first, second] = await Promise.all(ids.map((id) => actions.submitForApproval.perform(as('alice'), { id })))
    const [lost, other] = [as('bob'), as('bob')]
    standIn.addFault({ kind: 'drop', path: '/services/data/v64.0/process' })
    const item = first?.asked[0]?.workItem ?? ''
    await expect(actions.approve.perform(lost, { id: item })).rejects.toThrow()
    expect(await actions.approve.perform(again(lost), { id: item })).toMatchObject({ status: 'Approved' })

    const elsewhere = second?.asked[0]?.workItem ?? ''
    standIn.addFault({ kind: 'status', status: 503, path: '/services/data/v64.0/process' })
    await expect(actions.approve.perform(other, { id: elsewhere })).rejects.toThrow()
    await actions.reject.perform(as('integration'), { id: elsewhere })
    await expect(actions.approve.perform(again(other), { id: elsewhere })).rejects.toBeInstanceOf(ActionRejected)
  })

  it('say in words what Salesforce has against them', async () => {
    const { id } = await deal('alice', 'Plain')
    await expect(actions.submitForApproval.perform(as('alice'), { id })).rejects.toThrow(/No applicable approval process/)
    const pending = await discounted('Pending')
    await actions.submitForApproval.perform(as('alice'), { id: pending })
    await expect(actions.submitForApproval.perform(as('alice'), { id: pending })).rejects.toThrow(/already in process/)
    await expect(actions.updateOpportunity.perform(as('alice'), { id: pending, changes: { amount: 1 } })).rejects.toThrow(/locked/)
    await expect(actions.approve.perform(as('bob'), { id: '04i5g0000009999AAA' })).rejects.toThrow(
      /decided already, or is not for this account/,
    )
  })
})
