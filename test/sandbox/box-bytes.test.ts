// The stand-in for Box: bytes that go up in one request or in parts, and come down from another host.
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBox } from '../../sandbox/box/index.js'
import { boxAs, type BoxClient } from '../support/box.js'
import { standInOptions } from '../support/oauth-app.js'

const standIn = await startBox(standInOptions)
let alice: BoxClient
const sha1 = (bytes: Buffer | string, encoding: 'hex' | 'base64') => createHash('sha1').update(bytes).digest(encoding)
beforeAll(async () => {
  alice = await boxAs(standIn, 'alice')
})
afterAll(() => standIn.close())

describe('in one request', () => {
  it('a file is what was sent; its name is taken, and the conflict is the file itself', async () => {
    const first = await alice.upload({ name: 'a.txt', parent: '0' }, 'hello', { 'content-md5': sha1('hello', 'hex') })
    expect([first.status, first.file]).toMatchObject([201, { name: 'a.txt', size: 5, sha1: sha1('hello', 'hex') }])
    const again = await alice.upload({ name: 'A.TXT', parent: '0' }, 'other')
    expect([again.status, again.json]).toMatchObject([409, { context_info: { conflicts: { type: 'file', id: first.file?.id } } }])
  })

  it('a digest that is not of the bytes is refused, and nothing is kept', async () => {
    const refused = await alice.upload({ name: 'b.txt', parent: '0' }, 'hello', { 'content-md5': sha1('hullo', 'hex') })
    expect([refused.status, refused.json]).toMatchObject([400, { code: 'bad_digest' }])
    expect(standIn.state.items.some(({ name }) => name === 'b.txt')).toBe(false)
  })

  it('attributes come before the file', async () => {
    const form = new FormData()
    form.set('file', new Blob(['x']), 'c.txt')
    form.set('attributes', JSON.stringify({ name: 'c.txt', parent: { id: '0' } }))
    expect((await alice.send('POST', '/api/2.0/files/content', form)).json).toMatchObject({ code: 'metadata_after_file_contents' })
  })
})

describe('in parts', () => {
  const whole = randomBytes(2_500)
  const start = (file: object) => alice.post('/api/2.0/files/upload_sessions', { folder_id: '0', ...file })
  const part = (id: string, from: number, bytes: Buffer, digest = sha1(bytes, 'base64')) =>
    alice.send('PUT', `/api/2.0/files/upload_sessions/${id}`, bytes, {
      'content-range': `bytes ${String(from)}-${String(from + bytes.length - 1)}/${String(whole.length)}`,
      ...{ digest: `sha=${digest}`, 'content-type': 'application/octet-stream' },
    })
  const commit = (id: string, parts: unknown[], digest = sha1(whole, 'base64')) =>
    alice.post(`/api/2.0/files/upload_sessions/${id}/commit`, { parts }, { digest: `sha=${digest}` })

  it('a small file is refused, a large one is put together and checked', async () => {
    expect((await start({ file_name: 'big.bin', file_size: 19_999_999 })).status).toBe(400)
    standIn.setHabits({ sessionMinimum: 2_000, partSize: 1_000, unready: 1 })
    const session = await start({ file_name: 'big.bin', file_size: whole.length })
    expect([session.status, session.json]).toMatchObject([201, { part_size: 1_000, total_parts: 3 }])
    const id = String(session.json?.id)
    expect((await part(id, 0, whole.subarray(0, 900))).status).toBe(416)
    expect((await part(id, 0, whole.subarray(0, 1_000), sha1('else', 'base64'))).status).toBe(400)
    const parts: unknown[] = []
    for (const from of [0, 1_000, 2_000]) parts.push((await part(id, from, whole.subarray(from, from + 1_000))).json?.part)
    expect((await part(id, 0, whole.subarray(0, 1_000))).status).toBe(409)
    expect((await commit(id, parts.slice(1))).status).toBe(400)
    const notYet = await commit(id, parts)
    expect([notYet.status, notYet.headers.get('retry-after')]).toEqual([202, '1'])
    expect((await commit(id, parts, sha1('else', 'base64'))).json).toMatchObject({ code: 'bad_digest' })
    const done = await commit(id, parts)
    expect([done.status, done.json]).toMatchObject([
      201,
      { total_count: 1, entries: [{ name: 'big.bin', size: 2_500, sha1: sha1(whole, 'hex') }] },
    ])
    expect((await commit(id, parts)).status).toBe(404)
    expect((await start({ file_name: 'big.bin', file_size: whole.length })).json).toMatchObject({ code: 'item_name_in_use' })
  })
})

describe('down', () => {
  it('bytes come from another host, by an address that is a secret of its own', async () => {
    standIn.setHabits({ unready: 0 })
    const { file } = await alice.upload({ name: 'down.bin', parent: '0' }, Buffer.from([0, 255, 128]))
    const sent = await alice.send('GET', `/2.0/files/${String(file?.id)}/content`)
    const location = new URL(sent.headers.get('location') ?? '')
    expect([sent.status, location.hostname]).toEqual([302, 'localhost'])
    expect(Buffer.from(await (await fetch(location)).arrayBuffer())).toEqual(Buffer.from([0, 255, 128]))
    expect((await fetch(location.href.replace('//localhost', '//127.0.0.1'))).status).toBe(404)
    const bob = await boxAs(standIn, 'bob')
    expect((await bob.send('GET', `/2.0/files/${String(file?.id)}/content`)).status).toBe(404)
  })

  it('a previewer reads no bytes, and a fresh file may not be ready', async () => {
    const { json: folder } = await alice.post('/2.0/folders', { name: 'For previews', parent: { id: '0' } })
    const id = String(folder?.id)
    await alice.post('/2.0/collaborations', {
      item: { type: 'folder', id },
      accessible_by: { login: 'bob@contoso-sales.example' },
      role: 'previewer',
    })
    const { file } = await alice.upload({ name: 'p.txt', parent: id }, 'x')
    const bob = await boxAs(standIn, 'bob')
    expect((await bob.get(`/2.0/files/${String(file?.id)}`)).status).toBe(200)
    expect((await bob.send('GET', `/2.0/files/${String(file?.id)}/content`)).status).toBe(403)
    standIn.setHabits({ unready: 1 })
    expect((await alice.send('GET', `/2.0/files/${String(file?.id)}/content`)).status).toBe(202)
  })
})
