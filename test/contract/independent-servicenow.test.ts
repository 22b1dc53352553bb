// PySNC, ServiceNow's own client, at the stand-in for ServiceNow: what it expects of an instance must be there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serviceNowUsers } from '../../sandbox/servicenow/accounts.js'
import { startServiceNow, type ServiceNowStandIn } from '../../sandbox/servicenow/index.js'
import { oauthPaths } from '../../sandbox/servicenow/oauth.js'
import { signInRaw, standInOptions } from '../support/oauth-app.js'
import { startPysnc, type Made, type Pysnc } from './pysnc/client.js'

let servicenow: ServiceNowStandIn
let alice: Pysnc
let bob: Pysnc
const started: Pysnc[] = []

beforeAll(async () => {
  servicenow = await startServiceNow(standInOptions)
  alice = await connect('alice')
  bob = await connect('bob')
})
afterAll(async () => {
  for (const one of started) await one.close()
  await servicenow.close()
})

/** PySNC with the token that the stand-in's token endpoint gave to this user. */
async function connect(account: string): Promise<Pysnc> {
  const { json } = await signInRaw(servicenow, oauthPaths, { account, scope: 'useraccount' })
  const client = await startPysnc(servicenow.url, String(json?.access_token))
  started.push(client)
  return client
}

const sysIdOf = (account: string): string => serviceNowUsers.find(({ key }) => key === account)?.sys_id ?? ''
const given = <Shape>(made: Made): Shape => {
  if ('raises' in made) throw new Error(`PySNC raises ${made.raises}: ${made.saying}`)
  return made.gives as Shape
}
type Row = Readonly<Record<string, string>>
const insert = async (values: Row): Promise<Row> => given(await alice.act({ do: 'insert', table: 'incident', values }))

describe('incidents', () => {
  it('are created, read, changed and read again, as values and as people see them', async () => {
    const made = await insert({ short_description: 'Made by PySNC', urgency: '1', caller_id: sysIdOf('alice') })
    expect(made).toMatchObject({ short_description: 'Made by PySNC', state: '1', sys_created_by: 'alice.jensen' })
    expect(made.number).toMatch(/^INC\d{7}$/)
    const { sys_id: id } = made
    expect(given(await alice.act({ do: 'get', table: 'incident', id, display: true }))).toMatchObject({
      ...{ state: 'New', caller_id: 'Alice Jensen', short_description: 'Made by PySNC' },
    })
    const changed = given(await alice.act({ do: 'update', table: 'incident', id, values: { urgency: '2', comments: 'It hums.' } }))
    expect(changed).toMatchObject({ urgency: '2', sys_mod_count: '1', sys_updated_by: 'alice.jensen' })
    expect(given<Row>(await alice.act({ do: 'get', table: 'incident', id, display: true })).comments).toContain('It hums.')
  })

  it('are found by conditions, sorted, and read batch by batch to the last', async () => {
    for (let number = 1; number <= 5; number++) await insert({ short_description: `Batched ${String(number)}`, category: 'hardware' })
    const where = [
      ['short_description', 'STARTSWITH', 'Batched'],
      ['category', 'hardware'],
    ]
    const asked = { table: 'incident', where, order: 'short_description', fields: ['number', 'short_description'], batch: 2 }
    const before = servicenow.requests.length
    const { total, rows } = given<{ total: number; rows: Row[] }>(await alice.act({ do: 'find', ...asked }))
    expect(total).toBe(5)
    expect(rows.map((row) => row.short_description)).toEqual([1, 2, 3, 4, 5].map((number) => `Batched ${String(number)}`))
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(['number', 'short_description', 'sys_id'])
    expect(servicenow.requests.length - before).toBe(3)
  })

  it('hold files, which come back byte by byte', async () => {
    const { sys_id: id } = await insert({ short_description: 'With a file' })
    const attached = given(await alice.act({ do: 'attach', table: 'incident', id, name: 'note.txt', content: 'The cable, and ünïcode.' }))
    expect(attached).toEqual([{ name: 'note.txt', content: 'The cable, and ünïcode.' }])
  })
})

describe('what PySNC raises', () => {
  it('nothing for a record that is not there, or not for this user: it is not found', async () => {
    expect(given(await alice.act({ do: 'get', table: 'incident', id: '0'.repeat(32) }))).toBeNull()
    const { sys_id: id } = await insert({ short_description: 'Hidden', caller_id: sysIdOf('alice') })
    const hidden = servicenow.records.rows('incident').find(({ u_confidential }) => u_confidential === 'true')?.sys_id
    expect(given(await alice.act({ do: 'get', table: 'incident', id: hidden ?? '' }))).toBeNull()
    expect(given(await alice.act({ do: 'get', table: 'incident', id }))).not.toBeNull()
  })

  it("RoleException for a rule of the table, with the instance's own words", async () => {
    const { sys_id: id } = await insert({ short_description: 'Not to be resolved so' })
    const raised = await bob.act({ do: 'update', table: 'incident', id, values: { state: '6' } })
    expect(raised).toMatchObject({ raises: 'RoleException', saying: expect.stringContaining('fields are mandatory') as string })
  })

  it('RequestException for a table that there is none of', async () => {
    const raised = await alice.act({ do: 'insert', table: 'u_none', values: { name: 'x' } })
    expect(raised).toMatchObject({ raises: 'RequestException', saying: expect.stringContaining('Invalid table u_none') as string })
  })

  it('AuthenticationException once its token has ended', async () => {
    const dana = await connect('dana')
    await servicenow.revokeAll('dana')
    const raised = await dana.act({ do: 'find', table: 'incident', where: [], order: 'number', fields: ['number'] })
    expect(raised).toMatchObject({ raises: 'AuthenticationException', saying: expect.stringContaining('User Not Authenticated') as string })
  })
})
