// jsforce, the client that most of Salesforce's own tools are built on, at the stand-in: what it expects of Salesforce must be there.
import { Connection } from '@jsforce/jsforce-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { salesforceAccounts } from '../../sandbox/salesforce/accounts.js'
import type { SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { SALESFORCE_CLIENT, salesforceTokens, startTestSalesforce } from '../support/salesforce.js'

const VERSION = '64.0'
const deal = { StageName: 'Prospecting', CloseDate: '2026-12-31' }
let salesforce: SalesforceStandIn
let alice: Connection
let bob: Connection

beforeAll(async () => {
  salesforce = await startTestSalesforce({ pageSize: 2 })
  alice = await connect('alice')
  bob = await connect('bob')
})
afterAll(() => salesforce.close())

/** jsforce with what the stand-in's token endpoint gave to this account. */
async function connect(account: string): Promise<Connection> {
  const { access_token: accessToken, refresh_token: refreshToken = '', instance_url } = await salesforceTokens(salesforce, account)
  return new Connection({
    ...{ version: VERSION, instanceUrl: String(instance_url), accessToken, refreshToken },
    oauth2: { loginUrl: salesforce.url, ...SALESFORCE_CLIENT },
  })
}

const userIdOf = (account: string): string => salesforceAccounts.find(({ key }) => key === account)?.userId ?? ''
const create = async (fields: Record<string, unknown>, { as = alice, type = 'Opportunity' } = {}): Promise<string> => {
  const saved = await as.sobject(type).create({ ...(type === 'Opportunity' && deal), ...fields })
  if (!saved.success) throw new Error(`jsforce says no: ${JSON.stringify(saved.errors)}`)
  return saved.id
}
/** jsforce's own error has this shape; its class isn't exported. */
interface Refusal {
  readonly errorCode: string
  readonly message: string
  readonly data: unknown
}
/** What jsforce makes of a refusal. */
const refusal = async (work: PromiseLike<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.fail('Salesforce took it.'),
    (error: unknown) => error as Refusal,
  )

describe('records', () => {
  it('are created, read, changed and read again', async () => {
    const id = await create({ Name: 'Read by jsforce', Amount: 1_200.5 })
    expect(await alice.sobject('Opportunity').retrieve(id)).toMatchObject({
      ...{ Id: id, Name: 'Read by jsforce', Amount: 1_200.5, StageName: 'Prospecting', IsClosed: false, OwnerId: userIdOf('alice') },
      attributes: { type: 'Opportunity', url: `/services/data/v${VERSION}/sobjects/Opportunity/${id}` },
    })
    expect(await alice.sobject('Opportunity').update({ Id: id, StageName: 'Closed Won' })).toMatchObject({ id, success: true })
    expect(await alice.sobject('Opportunity').retrieve(id)).toMatchObject({ StageName: 'Closed Won', IsWon: true })
  })

  it('are found by the conditions, the order and the limit that jsforce writes', async () => {
    for (const [Name, Amount] of [
      ["O'Neill & sons", 10],
      ['Found 50% off', 30],
      ['Found cheap', 20],
    ] as const)
      await create({ Name, Amount })
    const dear = await alice
      .sobject('Opportunity')
      .find({ Name: { $like: 'Found%' }, Amount: { $gte: 20 } }, ['Id', 'Name', 'Owner.Name'])
      .sort({ Amount: -1 })
      .limit(5)
    expect(dear.map(({ Name }) => Name as string)).toEqual(['Found 50% off', 'Found cheap'])
    expect(dear[0]).toMatchObject({ Owner: { Name: 'Alice Jensen' } })
    expect(await alice.sobject('Opportunity').findOne({ Name: "O'Neill & sons" }, ['Amount'])).toMatchObject({ Amount: 10 })
  })

  it('come page by page, and all of them where jsforce follows the pages', async () => {
    for (let number = 1; number <= 5; number++) await create({ LastName: `Paged ${String(number)}` }, { type: 'Contact' })
    const soql = "SELECT LastName FROM Contact WHERE LastName LIKE 'Paged %' ORDER BY LastName"
    const first = await alice.query(soql)
    expect(first).toMatchObject({ totalSize: 5, done: false, records: [{ LastName: 'Paged 1' }, { LastName: 'Paged 2' }] })
    const second = await alice.queryMore(first.nextRecordsUrl ?? '')
    expect(second).toMatchObject({ totalSize: 5, done: false, records: [{ LastName: 'Paged 3' }, { LastName: 'Paged 4' }] })
    const all = await alice.query(soql, { autoFetch: true })
    expect(all.records.map((record) => record.LastName as string)).toEqual([1, 2, 3, 4, 5].map((number) => `Paged ${String(number)}`))
  })

  it('are described with the values of their picklists', async () => {
    const { fields } = await alice.sobject('Opportunity').describe()
    const stage = fields.find(({ name }) => name === 'StageName')
    expect(stage).toMatchObject({ type: 'picklist', nillable: false })
    expect(stage?.picklistValues?.filter(({ active }) => active).map(({ value }) => String(value))).toContain('Negotiation')
  })
})

describe('what jsforce reads out of a refusal', () => {
  it.each([
    ['a missing field', () => alice.sobject('Opportunity').create({ Name: 'Half' }), 'REQUIRED_FIELD_MISSING', ['StageName', 'CloseDate']],
    ['a wrong value', () => create({ Name: 'Odd', StageName: 'Perhaps' }), 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['StageName']],
    ['a field that is not there', () => create({ Name: 'Odd', Colour__c: 'red' }), 'INVALID_FIELD', undefined],
    ['a query that is none', () => alice.query('SELECT FROM Opportunity'), 'MALFORMED_QUERY', undefined],
    ['a record that is not there', () => alice.sobject('Opportunity').retrieve('006000000000000AAA'), 'NOT_FOUND', undefined],
  ] as const)('%s', async (_what, work: () => PromiseLike<unknown>, errorCode, fields) => {
    const { data, ...said } = await refusal(work())
    expect(said.errorCode).toBe(errorCode)
    if (fields) expect((data as { fields?: unknown }).fields).toEqual(fields)
  })

  it("somebody else's record, which isn't there for whoever may not see it", async () => {
    const id = await create({ Name: 'Private' })
    expect((await refusal(bob.sobject('Opportunity').retrieve(id))).errorCode).toBe('NOT_FOUND')
  })

  it('a second record with the same key, and the first is found by it', async () => {
    const id = await create({ Name: 'Once', Workbot_Key__c: 'key-of-jsforce' })
    const { errorCode, message } = await refusal(create({ Name: 'Twice', Workbot_Key__c: 'key-of-jsforce' }))
    expect([errorCode, message]).toEqual(['DUPLICATE_VALUE', expect.stringContaining(id)])
    const path = `/sobjects/Opportunity/Workbot_Key__c/key-of-jsforce`
    expect(await alice.request({ method: 'GET', url: path })).toMatchObject({ Id: id, Name: 'Once' })
  })

  it('used-up requests', async () => {
    salesforce.addFault({ kind: 'limit' })
    expect((await refusal(alice.query('SELECT Id FROM Opportunity'))).errorCode).toBe('REQUEST_LIMIT_EXCEEDED')
  })
})

describe('approvals and posts', () => {
  it('a record is submitted as one and approved as the other, by jsforce', async () => {
    const id = await create({ Name: 'Discounted', Discount__c: 20 })
    const submitted = await alice.process.approval.submit(id, 'Is this fine?')
    expect(submitted).toMatchObject({ success: true, entityId: id, instanceStatus: 'Pending', actorIds: [userIdOf('bob')] })
    // jsforce's types spell it otherwise than Salesforce does.
    const [workItem = ''] = (submitted as { newWorkitemIds?: string[] }).newWorkitemIds ?? []
    expect(await bob.process.approval.approve(workItem, 'Yes')).toMatchObject({ success: true, instanceStatus: 'Approved' })
    const steps = await alice.query(
      `SELECT StepStatus, Comments, Actor.Name FROM ProcessInstanceStep WHERE ProcessInstance.TargetObjectId = '${id}' ORDER BY CreatedDate`,
    )
    expect(steps.records).toMatchObject([
      { StepStatus: 'Started', Comments: 'Is this fine?' },
      { StepStatus: 'Approved', Comments: 'Yes', Actor: { Name: 'Bob Olsen' } },
    ])
  })

  it('a post is made on a record', async () => {
    const subjectId = await create({ Name: 'Talked about' })
    const body = { messageSegments: [{ type: 'Text' as const, text: 'By jsforce' }] }
    const posted = await alice.chatter.resource('/feed-elements').create({ feedElementType: 'FeedItem', subjectId, body })
    expect(posted).toMatchObject({ feedElementType: 'FeedItem', parent: { id: subjectId } })
  })
})

describe('a session', () => {
  it('belongs to whom the identity service says, found from the list of resources', async () => {
    const identity = await alice.identity()
    expect(identity).toMatchObject({ user_id: userIdOf('alice'), username: 'alice@contoso-sales.example' })
    expect(alice.limitInfo).toMatchObject({ apiUsage: { used: 18, limit: 15_000 } })
  })

  it('that has ended is renewed with its refresh token, and the call is made again', async () => {
    const renewing = await connect('integration')
    const fresh: string[] = []
    renewing.on('refresh', (accessToken: string) => fresh.push(accessToken))
    await salesforce.expire('integration')
    expect(await renewing.query('SELECT Id FROM Account')).toMatchObject({ totalSize: 0, done: true })
    expect(fresh).toEqual([renewing.accessToken])
    expect(salesforce.liveTokens('integration').map(({ value }) => value)).toContain(fresh[0])
  })

  it('whose grant was revoked says so in the words that jsforce passes on', async () => {
    const revoked = await connect('dana')
    await salesforce.revokeAll('dana')
    await expect(revoked.query('SELECT Id FROM Account')).rejects.toThrow('expired access/refresh token')
  })

  it('ends for good where jsforce logs out', async () => {
    const leaving = await connect('bob')
    const { accessToken } = leaving
    await leaving.logout(true)
    const live = salesforce.liveTokens('bob').map(({ value }) => value)
    expect([live.includes(accessToken ?? ''), live.includes(bob.accessToken ?? '')]).toEqual([false, true])
  })
})
