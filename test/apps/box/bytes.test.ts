// Bytes to and from Box: streamed in one request, in parts where they are many, checked by SHA-1, and read from another host without the token.
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { downloadFile } from '../../../apps/box/actions/download-file.js'
import { uploadFile } from '../../../apps/box/actions/upload-file.js'
import { isDownloadHost, uploadBase } from '../../../apps/box/hosts.js'
import { startBox } from '../../../sandbox/box/index.js'
import { fileOf } from '../../support/action-call.js'
import { boxAs, type BoxClient } from '../../support/box.js'
import { standInOptions } from '../../support/oauth-app.js'
import { actAs, type Actor } from './acting.js'

const standIn = await startBox(standInOptions)
const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex')
const UPLOAD = '/api/2.0/files/content'
const PARTS = '/api/2.0/files/upload_sessions'
let raw: BoxClient
let alice: Actor
let bob: Actor
const large = randomBytes(20_000_001)
const named = (name: string) => standIn.state.items.filter((item) => item.name === name)

beforeAll(async () => {
  raw = await boxAs(standIn, 'alice')
  ;[alice, bob] = await Promise.all([actAs(standIn, 'alice'), actAs(standIn, 'bob')])
})
beforeEach(() => {
  standIn.clearFaults()
  standIn.setHabits({ unready: 0 })
  alice.beginsStep()
})
afterAll(() => standIn.close())

const read = async (as: Actor, id: string, maxBytes = 25_000_000): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  const open = () => {
    pieces.length = 0
    return (piece: Uint8Array) => void pieces.push(Uint8Array.from(piece))
  }
  await as.does(downloadFile, { id, open, maxBytes })
  return Buffer.concat(pieces)
}

describe('up', () => {
  it('every byte arrives, whatever the name holds', async () => {
    const bytes = randomBytes(300_000)
    const name = 'He said "hi"; filename=x.txt'
    const file = await alice.does(uploadFile, { file: fileOf(name, bytes) })
    expect(file).toMatchObject({ type: 'file', name, size: 300_000, sha1: sha1(bytes) })
    expect((await read(alice, file.id)).equals(bytes)).toBe(true)
  })

  it('an empty file is a file', async () => {
    expect(await alice.does(uploadFile, { file: fileOf('empty.txt', new Uint8Array()) })).toMatchObject({ size: 0 })
  })

  it('a large file goes in parts, is put together, and comes back whole', async () => {
    standIn.setHabits({ unready: 1 })
    const begun = standIn.requests.length
    const file = await alice.does(uploadFile, { file: fileOf('large.bin', large) })
    expect(file).toMatchObject({ size: large.length, sha1: sha1(large) })
    const sent = standIn.requests.slice(begun).map(({ method, path }) => `${method} ${path.replace(/[0-9A-F]{32}/, 'id')}`)
    expect(sent).toEqual([
      ...[`POST ${PARTS}`, `PUT ${PARTS}/id`, `PUT ${PARTS}/id`, `PUT ${PARTS}/id`],
      ...[`POST ${PARTS}/id/commit`, `POST ${PARTS}/id/commit`],
    ])
    expect(standIn.state.sessions).toEqual([])
    standIn.setHabits({ unready: 0 })
    expect((await read(alice, file.id)).equals(large)).toBe(true)
  })

  it.each([
    ['one request', UPLOAD, randomBytes(1_000)],
    ['parts, at its commit', PARTS, large],
  ])('a file in %s whose answer was lost is found by the next try, and there is one', async (how, path, bytes) => {
    const name = `lost in ${how}.bin`
    // Of a session's requests the last one makes the file.
    for (let before = 0; before < (path === PARTS ? 4 : 0); before++) standIn.addFault({ kind: 'delay', ms: 1, path })
    standIn.addFault({ kind: 'drop', path })
    await expect(alice.does(uploadFile, { file: fileOf(name, bytes) })).rejects.toMatchObject({ kind: 'AppUnavailable' })
    expect(named(name)).toHaveLength(1)
    expect(await alice.doesAgain(uploadFile, { file: fileOf(name, bytes) })).toMatchObject({ name, id: named(name)[0]?.id })
    expect(named(name)).toHaveLength(1)
  })

  it('parts that were lost on their way are sent anew by the next try', async () => {
    standIn.addFault({ kind: 'delay', ms: 1, path: PARTS })
    standIn.addFault({ kind: 'drop', path: PARTS })
    await expect(alice.does(uploadFile, { file: fileOf('anew.bin', large) })).rejects.toMatchObject({ kind: 'AppUnavailable' })
    expect(named('anew.bin')).toEqual([])
    expect(await alice.doesAgain(uploadFile, { file: fileOf('anew.bin', large) })).toMatchObject({ sha1: sha1(large) })
  })

  it('a name that is taken by other bytes is refused, also by the next try', async () => {
    await raw.upload({ name: 'taken.txt', parent: '0' }, 'theirs')
    const mine = { file: fileOf('Taken.txt', Buffer.from('mine')) }
    await expect(alice.does(uploadFile, mine)).rejects.toMatchObject({ kind: 'ActionRejected' })
    await expect(alice.doesAgain(uploadFile, mine)).rejects.toMatchObject({ kind: 'ActionRejected' })
  })

  it('bytes that are not the ones that were meant are refused by Box', async () => {
    let reads = 0
    const content = {
      size: 4,
      async *read() {
        yield Buffer.from(reads++ === 0 ? 'good' : 'evil')
      },
    }
    await expect(alice.does(uploadFile, { file: fileOf('swapped.txt', content) })).rejects.toMatchObject({
      kind: 'ActionRejected',
      detail: expect.stringContaining('content-md5'),
    })
    expect(named('swapped.txt')).toEqual([])
  })
})

describe('down', () => {
  it('the other host gets no token', async () => {
    const { file } = await raw.upload({ name: 'secret.txt', parent: '0' }, 'bytes')
    expect((await read(alice, String(file?.id))).toString()).toBe('bytes')
    const elsewhere = standIn.requests.filter(({ path }) => path.startsWith('/d/1/'))
    expect(elsewhere.length).toBeGreaterThan(0)
    expect(elsewhere.every(({ account }) => account === null)).toBe(true)
  })

  it('a file that is larger than what can be taken is refused before its bytes come', async () => {
    const { file } = await raw.upload({ name: 'long.txt', parent: '0' }, 'x'.repeat(101))
    const begun = standIn.requests.length
    await expect(read(alice, String(file?.id), 100)).rejects.toMatchObject({
      kind: 'ActionRejected',
      detail: 'long.txt has 101 bytes; at most 100 can be taken.',
    })
    expect(standIn.requests.slice(begun).map(({ path }) => path)).toEqual([`/2.0/files/${String(file?.id)}`])
  })

  it('other bytes than Box says are not taken, and a file that is not ready is asked for later', async () => {
    const { file } = await raw.upload({ name: 'mixed.txt', parent: '0' }, 'bytes')
    const id = String(file?.id)
    standIn.setHabits({ unready: 1 })
    await expect(read(alice, id)).rejects.toMatchObject({ kind: 'RateLimited', retryAfterMs: 1_000 })
    standIn.addFault({ kind: 'html', path: '/d/1/' })
    await expect(read(alice, id)).rejects.toMatchObject({ kind: 'AppUnavailable', detail: expect.stringContaining('other bytes') })
    expect((await read(alice, id)).toString()).toBe('bytes')
  })

  it('is for those who may download', async () => {
    const { file } = await raw.upload({ name: 'mine.txt', parent: '0' }, 'bytes')
    await expect(read(bob, String(file?.id))).rejects.toMatchObject({ kind: 'PermissionDenied' })
  })
})

describe('hosts', () => {
  it('uploads have a host of their own at Box', () => {
    expect(uploadBase('https://api.box.com')).toBe('https://upload.box.com/api/2.0')
  })

  it.each([
    ['https://dl.boxcloud.com/d/1/x/download', true],
    ['https://public.boxcloud.com/d/1/x/download', true],
    ['http://dl.boxcloud.com/d/1/x', false],
    ['https://boxcloud.com.evil.example/', false],
    ['https://evil.example/?dl.boxcloud.com', false],
    ['https://a.b.boxcloud.com/', false],
  ])('bytes from %s: %s', (url, isTaken) => {
    expect(isDownloadHost(new URL(url))).toBe(isTaken)
  })
})
