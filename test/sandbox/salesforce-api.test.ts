// The stand-in for Salesforce as a REST API: rights, validation, unique keys, queries, pages and faults.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { SalesforceStandIn } from '../../sandbox/salesforce/index.js'
import { salesforceTokens, startTestSalesforce } from '../support/salesforce.js'

let standIn: SalesforceStandIn
let as: Record<'alice' | 'bob' | 'integration' | 'dana' | 'alice-uat', string>

beforeAll(async () => {
  standIn = await startTestSalesforce({ pageSize: 2 })
  const token = async (account: string): Promise<string> => (await salesforceTokens(standIn, account)).access_token
  as = {
    ...{ alice: await token('alice'), bob: await token('bob'), integration: await token('integration') },
    ...{ dana: await token('dana'), 'alice-uat': await token('alice-uat') },
  }
})
afterEach(() => {
  standIn.clearFaults()
})
afterAll(() => standIn.close())

interface Answer {
  readonly status: number
  readonly json: unknown
  readonly headers: Headers
}

async function call(token: string, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(new URL(path.startsWith('/services') ? path : `/services/data/v64.0${path}`, standIn.url), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text ? (JSON.parse(text) as unknown) : null }
}

const create = (token: string, fields: object): Promise<Answer> =>
  call(token, 'POST', '/sobjects/Opportunity', { Name: 'Acme', StageName: 'Prospecting', CloseDate: '2031-01-31', ...fields })
const query = (token: string, soql: string): Promise<Answer> => call(token, 'GET', `/query?q=${encodeURIComponent(soql)}`)
const idOf = ({ json }: Answer): string => (json as { id: string }).id

it('whoever creates a record owns it, and nobody else sees it but who views all', async () => {
  const id = idOf(await create(as.alice, { Name: 'Rights', Amount: 50_000 }))
  expect(id).toMatch(/^006\w{15}$/)
  const path = `/sobjects/Opportunity/${id}`
  const alice = standIn.accounts.find(({ key }) => key === 'alice')
  expect((await call(as.alice, 'GET', path)).json).toMatchObject({
    Id: id,
    OwnerId: alice?.userId,
    CreatedById: alice?.userId,
    Amount: 50_000,
    IsClosed: false,
  })
  expect((await call(as.integration, 'GET', path)).status).toBe(200)
  const hidden = await call(as.bob, 'GET', path)
  expect([hidden.status, hidden.json]).toEqual([404, [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }]])
  expect((await call(as['alice-uat'], 'GET', path)).status).toBe(404)
  expect((await call(as.alice, 'GET', `/sobjects/Opportunity/${id.slice(0, 15)}`)).status).toBe(200)
})

it('a dead or missing token is 401 INVALID_SESSION_ID', async () => {
  const answer = await call('nonsense', 'GET', '/sobjects/Opportunity')
  expect([answer.status, answer.json]).toEqual([401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]])
})

it('an account that may only read is refused with 403', async () => {
  const answer = await create(as.dana, {})
  expect([answer.status, answer.json]).toMatchObject([403, [{ errorCode: 'INSUFFICIENT_ACCESS' }]])
})

it.each([
  ['a missing field', { Name: '' }, 'REQUIRED_FIELD_MISSING', ['Name']],
  ['a bad picklist value', { StageName: 'Daydreaming' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['StageName']],
  ['a name that is too long', { Name: 'x'.repeat(121) }, 'STRING_TOO_LONG', ['Name']],
  ['an unknown field', { Surprise__c: 1 }, 'INVALID_FIELD', undefined],
  ['an amount in words', { Amount: 'a lot' }, 'JSON_PARSER_ERROR', undefined],
  ['a date that is none', { CloseDate: '31.1.2031' }, 'JSON_PARSER_ERROR', undefined],
])('%s is refused with the code and field of Salesforce', async (_what, fields, errorCode, named) => {
  const before = standIn.records.length
  const answer = await create(as.alice, fields)
  expect([answer.status, answer.json]).toMatchObject([400, [{ errorCode, ...(named && { fields: named }) }]])
  expect(standIn.records).toHaveLength(before)
})

it('a second record with the same key is refused, and the first is found by the key', async () => {
  const id = idOf(await create(as.alice, { Name: 'Once', Workbot_Key__c: 'key-1' }))
  const second = await create(as.alice, { Name: 'Twice', Workbot_Key__c: 'key-1' })
  expect([second.status, second.json]).toMatchObject([400, [{ errorCode: 'DUPLICATE_VALUE' }]])
  expect(JSON.stringify(second.json)).toContain(id)
  expect((await create(as.bob, { Workbot_Key__c: 'key-1' })).status).toBe(400)
  expect((await call(as.alice, 'GET', '/sobjects/Opportunity/Workbot_Key__c/key-1')).json).toMatchObject({ Id: id, Name: 'Once' })
  expect((await call(as.bob, 'GET', '/sobjects/Opportunity/Workbot_Key__c/key-1')).status).toBe(404)
  expect((await create(as['alice-uat'], { Workbot_Key__c: 'key-1' })).status).toBe(201)
})

it('a change is 204 and says who made it', async () => {
  const id = idOf(await create(as.alice, { Name: 'Before' }))
  expect((await call(as.integration, 'PATCH', `/sobjects/Opportunity/${id}`, { Name: 'After', StageName: 'Closed Won' })).status).toBe(204)
  const integration = standIn.accounts.find(({ key }) => key === 'integration')
  expect((await call(as.alice, 'GET', `/sobjects/Opportunity/${id}`)).json).toMatchObject({
    Name: 'After',
    IsWon: true,
    LastModifiedById: integration?.userId,
  })
})

it('queries select, filter, order, limit and follow the owner, within the rights of who asks', async () => {
  for (const [name, amount] of [
    ['Query small', 5],
    ['Query none', null],
    ["Query O'Hara", 70],
  ] as const)
    await create(as.bob, { Name: name, Amount: amount })
  const soql =
    "select Id, Name, Owner.Name from Opportunity where Name like 'Query %' and IsClosed = false order by Amount desc nulls last limit 2"
  expect((await query(as.bob, soql)).json).toMatchObject({
    totalSize: 2,
    done: true,
    records: [{ attributes: { type: 'Opportunity' }, Name: "Query O'Hara", Owner: { Name: 'Bob Olsen' } }, { Name: 'Query small' }],
  })
  expect((await query(as.alice, soql)).json).toMatchObject({ totalSize: 0, done: true, records: [] })
  expect(
    (await query(as.integration, String.raw`SELECT Name FROM Opportunity WHERE Name = 'Query O\'Hara' AND Amount >= 70`)).json,
  ).toMatchObject({ totalSize: 1 })
  expect((await query(as.bob, 'select Name, IsSandbox from Organization')).json).toMatchObject({
    records: [{ Name: 'Contoso Sales', IsSandbox: false }],
  })
})

it('long results come in pages', async () => {
  const first = (await query(as.bob, "select Name from Opportunity where Name like 'Query %' order by Name")).json as {
    nextRecordsUrl: string
  }
  expect(first).toMatchObject({ totalSize: 3, done: false, records: [{ Name: 'Query none' }, { Name: "Query O'Hara" }] })
  expect((await call(as.bob, 'GET', first.nextRecordsUrl)).json).toMatchObject({
    totalSize: 3,
    done: true,
    records: [{ Name: 'Query small' }],
  })
  expect((await call(as.alice, 'GET', first.nextRecordsUrl)).status).toBe(400)
})

it.each([
  ['select', 'MALFORMED_QUERY'],
  ["select Id from Opportunity where Name = 'x", 'MALFORMED_QUERY'],
  ["select Id from Opportunity where Name = 'x' or Name = 'y'", 'MALFORMED_QUERY'],
  ['select Nothing__c from Opportunity', 'INVALID_FIELD'],
  ['select Id from Invoice', 'INVALID_TYPE'],
])('the query %s is refused as %s', async (soql, errorCode) => {
  const answer = await query(as.alice, soql)
  expect([answer.status, answer.json]).toMatchObject([400, [{ errorCode }]])
})

it('a dropped answer has done its work', async () => {
  standIn.addFault({ kind: 'drop', method: 'POST' })
  await expect(create(as.alice, { Workbot_Key__c: 'dropped' })).rejects.toThrow()
  expect(standIn.records.filter((one) => one.Workbot_Key__c === 'dropped')).toHaveLength(1)
  expect((await create(as.alice, { Workbot_Key__c: 'dropped' })).status).toBe(400)
})

it('a used-up limit is 403, an outage 503, maintenance a page, and usage is told in a header', async () => {
  standIn.addFault({ kind: 'limit' })
  standIn.addFault({ kind: 'status', status: 503, times: 2 })
  expect((await call(as.alice, 'GET', '/sobjects/Opportunity')).json).toMatchObject([{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }])
  expect((await call(as.alice, 'GET', '/sobjects/Opportunity')).status).toBe(503)
  expect((await call(as.alice, 'GET', '/sobjects/Opportunity')).status).toBe(503)
  const fine = await call(as.alice, 'GET', '/sobjects/Opportunity')
  expect([fine.status, fine.headers.get('sforce-limit-info')]).toEqual([200, 'api-usage=18/15000'])
})

it('its page shows what is in it and who did it', async () => {
  await create(as.alice, { Name: '<b>Bold & brave</b>', Amount: 1_234_567 })
  const page = await (await fetch(standIn.url)).text()
  expect(page).toContain('Stand-in for Salesforce: not the real thing')
  expect(page).toContain('&#60;b&#62;Bold &#38; brave')
  expect(page).toContain('1,234,567')
  expect(page).toContain('Alice Jensen<br><span class="soft">alice@contoso-sales.example</span>')
})
