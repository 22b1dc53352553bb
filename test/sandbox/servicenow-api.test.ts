// The stand-in's REST APIs by ServiceNow's rules: queries, pages, rights that take rows and fields away without a word, rules of tables.
import { createHash } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { sysId } from '../../sandbox/servicenow/accounts.js'
import { startServiceNow } from '../../sandbox/servicenow/index.js'
import { oauthPaths } from '../../sandbox/servicenow/oauth.js'
import { send, signInRaw, standInOptions, type RawAnswer } from '../support/oauth-app.js'

const standIn = await startServiceNow({ ...standInOptions, maxAttachmentBytes: 1_000 })
afterAll(() => standIn.close())
afterEach(() => {
  standIn.clearFaults()
})

const tokens = new Map<string, string>()
async function tokenOf(account: string): Promise<string> {
  const known = tokens.get(account)
  if (known !== undefined) return known
  const { json } = await signInRaw(standIn, oauthPaths, { account, scope: 'useraccount' })
  tokens.set(account, String(json?.access_token))
  return String(json?.access_token)
}

async function ask(account: string, method: string, path: string, json?: unknown): Promise<RawAnswer> {
  const headers = { authorization: `Bearer ${await tokenOf(account)}`, ...(json !== undefined && { 'content-type': 'application/json' }) }
  return send(new URL(path, standIn.url), { method, headers, ...(json !== undefined && { body: JSON.stringify(json) }) })
}
const TABLE = '/api/now/table'
const query = (text: string, more = ''): string => `${TABLE}/incident?sysparm_query=${encodeURIComponent(text)}${more}`
const numbers = ({ json }: RawAnswer): string[] =>
  (json?.result as { number: string }[]).map(({ number }) => number.replace('INC001000', ''))
const result = ({ json }: RawAnswer): Record<string, unknown> => json?.result as Record<string, unknown>
const alice = sysId('user', 1)

describe('encoded queries', () => {
  it.each([
    ['state=1', ['2', '3']],
    ['state=1^ORstate=7', ['2', '3', '4']],
    ['state=1^ORstate=7^short_descriptionLIKEdoor', ['2']],
    ['short_descriptionLIKEdoor^NQstate=7', ['2', '4']],
    ['stateIN2,7', ['1', '4']],
    ['assigned_toISEMPTY^state!=1', ['1', '4']],
    ['sys_created_on>=2026-11-19 00:00:00', ['2', '3']],
    ['caller_id.name=Bob Olsen', ['2']],
    ['short_descriptionSTARTSWITHvpn', ['3']],
    ['nonsense=1^state=7', ['4']],
    ['short_descriptionLIKEjavascript:while(1)', ['1', '2', '3', '4']],
  ])('%s', async (text, expected) => {
    expect(numbers(await ask('bob', 'GET', query(`${text}^ORDERBYnumber`)))).toEqual(expected)
  })
})

describe('pages', () => {
  it('say how many rows there are and where the others are; an access rule takes rows out of them', async () => {
    const first = await ask('bob', 'GET', query('ORDERBYDESCnumber', '&sysparm_limit=2&sysparm_fields=number'))
    expect(numbers(first)).toEqual(['4'])
    expect(first.headers.get('x-total-count')).toBe('5')
    const links = Object.fromEntries(
      [...(first.headers.get('link') ?? '').matchAll(/<([^>]+)>;rel="(\w+)"/g)].map(([, url, rel]) => [rel, url]),
    )
    expect(Object.keys(links)).toEqual(['first', 'next', 'last'])
    const next = new URL(String(links.next))
    expect(numbers(await ask('bob', 'GET', next.pathname + next.search))).toEqual(['3', '2'])
  })

  it('of people without a role are of their own incidents, and have no holes', async () => {
    const page = await ask('alice', 'GET', query('ORDERBYnumber', '&sysparm_limit=3'))
    expect(numbers(page)).toEqual(['1', '3', '4'])
    expect([page.headers.get('x-total-count'), page.headers.get('link')]).toEqual(['3', null])
  })
})

describe('an incident', () => {
  it('is created by anyone, with its priority by impact and urgency, and shown as it is asked for', async () => {
    const fields = {
      short_description: 'Printer is on fire',
      impact: '1',
      urgency: 2,
      caller_id: alice,
      correlation_id: 'k1',
      priority: '5',
      sys_id: 'x',
    }
    const made = await ask('alice', 'POST', `${TABLE}/incident`, fields)
    expect(made.status).toBe(201)
    expect(result(made)).toMatchObject({
      number: 'INC0010006',
      state: '1',
      priority: '2',
      correlation_id: 'k1',
      sys_created_by: 'alice.jensen',
    })
    expect(result(made).caller_id).toEqual({ link: `${standIn.url}/api/now/table/sys_user/${alice}`, value: alice })
    const path = `${TABLE}/incident/${String(result(made).sys_id)}?sysparm_fields=priority,caller_id,caller_id.email`
    expect(result(await ask('alice', 'GET', `${path}&sysparm_display_value=all&sysparm_exclude_reference_link=true`))).toEqual({
      priority: { display_value: '2 - High', value: '2' },
      caller_id: { display_value: 'Alice Jensen', value: alice },
      'caller_id.email': { display_value: 'alice@contoso-sales.example', value: 'alice@contoso-sales.example' },
    })
  })

  it('comes a second time with the same correlation id, unless an admin has made an index', async () => {
    const fields = { short_description: 'Twice', correlation_id: 'k2' }
    for (let times = 0; times < 2; times++) expect((await ask('bob', 'POST', `${TABLE}/incident`, fields)).status).toBe(201)
    const strict = await startServiceNow({ ...standInOptions, hasUniqueCorrelation: true })
    const { json } = await signInRaw(strict, oauthPaths, { account: 'bob', scope: 'useraccount' })
    const headers = { authorization: `Bearer ${String(json?.access_token)}`, 'content-type': 'application/json' }
    const post = () => send(`${strict.url}${TABLE}/incident`, { method: 'POST', headers, body: JSON.stringify(fields) })
    expect((await post()).status).toBe(201)
    expect((await post()).json).toMatchObject({ error: { detail: expect.stringContaining("Duplicate entry 'k2'") as string } })
    await strict.close()
  })

  it('needs what its rules demand', async () => {
    const without = await ask('alice', 'POST', `${TABLE}/incident`, { description: 'no title' })
    expect([without.status, without.json?.error]).toEqual([
      403,
      { message: 'Operation Failed', detail: 'Data Policy Exception: The following fields are mandatory: Short description' },
    ])
    const resolved = await ask('bob', 'PATCH', `${TABLE}/incident/${sysId('incident', 2)}`, { state: '6', close_code: 'Solution provided' })
    expect(resolved.json).toMatchObject({ error: { detail: expect.stringMatching(/mandatory: Resolution notes$/) as string } })
  })

  it('leaves out what a user may not write, and says nothing of it', async () => {
    const path = `${TABLE}/incident/${sysId('incident', 3)}`
    const asked = { urgency: '1', state: '2', work_notes: 'inner', comments: 'outer' }
    const changed = await ask('alice', 'PATCH', `${path}?sysparm_display_value=true`, asked)
    expect(changed.status).toBe(200)
    expect(result(changed)).toMatchObject({ urgency: '1 - High', state: 'New', priority: '2 - High' })
    expect(result(changed).comments).toMatch(/^\S+ \S+ - Alice Jensen \(Additional comments\)\nouter\n\n$/)
    expect(result(changed)).not.toHaveProperty('work_notes')
    expect(result(await ask('bob', 'GET', `${path}?sysparm_display_value=true`)).work_notes).toBe('')
    expect(result(await ask('bob', 'GET', path)).comments).toBe('')
  })

  it('is not there for those who may not read it, and is not changed once it is closed', async () => {
    const hidden = await ask('bob', 'GET', `${TABLE}/incident/${sysId('incident', 5)}`)
    expect([hidden.status, hidden.json?.status]).toEqual([404, 'failure'])
    const closed = await ask('bob', 'PATCH', `${TABLE}/incident/${sysId('incident', 4)}`, { urgency: '1' })
    expect([closed.status, closed.json?.error]).toEqual([
      403,
      { message: 'Operation Failed', detail: 'ACL Exception Update Failed due to security constraints' },
    ])
  })
})

describe('requests and approvals', () => {
  const items = '/api/sn_sc/servicecatalog/items'

  it('an item is found by words, and only by who may order it', async () => {
    expect((await ask('alice', 'GET', `${items}?sysparm_text=laptop`)).json).toMatchObject({ result: [{ name: 'Laptop' }] })
    expect((await ask('alice', 'GET', `${items}?sysparm_text=server`)).json).toEqual({ result: [] })
    const order = await ask('alice', 'POST', `${items}/${sysId('item', 3)}/order_now`, { sysparm_quantity: '1' })
    expect([order.status, order.json]).toMatchObject([400, { error: { message: 'Security constraints prevent ordering of Item' } }])
  })

  it('an order without what it demands is refused, and it does not say what', async () => {
    const order = await ask('alice', 'POST', `${items}/${sysId('item', 2)}/order_now`, {
      sysparm_quantity: '1',
      variables: { model: '13 inch' },
    })
    expect([order.status, order.json]).toMatchObject([400, { error: { message: 'Mandatory Variables are required' } }])
  })

  it('an order asks its approver, whose decision only they can write', async () => {
    const variables = { model: '13 inch', reason: 'the old one broke' }
    const order = await ask('alice', 'POST', `${items}/${sysId('item', 2)}/order_now`, { sysparm_quantity: '1', variables })
    expect(result(order)).toMatchObject({ request_number: 'REQ0010001', table: 'sc_request' })
    const mine = await ask('bob', 'GET', `${TABLE}/sysapproval_approver?sysparm_query=approver=javascript:gs.getUserID()^state=requested`)
    const [approval] = mine.json?.result as { sys_id: string }[]
    const path = `${TABLE}/sysapproval_approver/${String(approval?.sys_id)}`
    expect((await ask('alice', 'PATCH', path, { state: 'approved' })).status).toBe(403)
    expect((await ask('dana', 'GET', path)).status).toBe(404)
    expect(result(await ask('bob', 'PATCH', path, { state: 'approved', comments: 'fine' })).state).toBe('approved')
    const ordered = (await ask('alice', 'GET', `${TABLE}/sc_req_item?sysparm_fields=number,approval,stage`)).json
    expect(ordered).toEqual({ result: [{ number: 'RITM0010001', approval: 'approved', stage: 'fulfillment' }] })
  })
})

describe('attachments', () => {
  const upload = async (account: string, where: string, body: string): Promise<RawAnswer> => {
    const headers = { authorization: `Bearer ${await tokenOf(account)}`, 'content-type': 'text/plain' }
    return send(`${standIn.url}/api/now/attachment/file?${where}`, { method: 'POST', headers, body })
  }
  const at = (number: number): string => `table_name=incident&table_sys_id=${sysId('incident', number)}&file_name=log.txt`

  it('are put onto a record that the user may write, with size and hash', async () => {
    const made = await upload('alice', at(3), 'line 1')
    expect(made.status).toBe(201)
    const hash = createHash('sha256').update('line 1').digest('hex')
    expect(result(made)).toMatchObject({
      file_name: 'log.txt',
      size_bytes: '6',
      content_type: 'text/plain',
      hash,
      sys_created_by: 'alice.jensen',
    })
    const listed = await ask('bob', 'GET', `/api/now/attachment?sysparm_query=table_sys_id=${sysId('incident', 3)}`)
    expect(listed.json?.result).toMatchObject([{ sys_id: result(made).sys_id }])
    expect(standIn.records.bytesOf(String(result(made).sys_id))?.toString()).toBe('line 1')
  })

  it('are refused without a name, on a record that is not there for the user, and when they are too large', async () => {
    expect((await upload('alice', at(3).replace(/&file_name.*/, ''), 'x')).status).toBe(400)
    expect((await upload('alice', at(2), 'x')).status).toBe(404)
    expect((await upload('alice', at(3), 'x'.repeat(1_001))).status).toBe(413)
    expect((await upload('alice', at(4), 'x')).status).toBe(403)
  })
})

it('what is asked too often is told when to come again', async () => {
  standIn.addFault({ kind: 'limit' })
  const { status, headers } = await ask('alice', 'GET', '/api/sn_sc/servicecatalog/items')
  expect(status).toBe(429)
  for (const name of ['retry-after', 'x-ratelimit-limit', 'x-ratelimit-reset', 'x-ratelimit-rule']) expect(headers.get(name)).toMatch(/\w/)
})

it('an answer that is lost leaves what it did, and the pages show who did it', async () => {
  const fields = { short_description: '<b>Lost</b>' }
  standIn.addFault({ kind: 'drop', method: 'POST' })
  await expect(ask('bob', 'POST', `${TABLE}/incident`, fields)).rejects.toThrow('fetch failed')
  const made = standIn.records.rows('incident').at(-1)
  expect(made).toMatchObject({ short_description: '<b>Lost</b>', sys_created_by: 'bob.olsen' })
  expect((await send(standIn.url, {})).body).toContain('&#60;b&#62;Lost&#60;/b&#62;')
  const page = (await send(`${standIn.url}/incident.do?sys_id=${sysId('incident', 3)}`, {})).body
  for (const shown of ['Alice Jensen', 'outer', 'log.txt']) expect(page).toContain(shown)
})
