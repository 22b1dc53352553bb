// Box's actions that read: search, lists by pages, an item by its name, and what each account sees of them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findInFolder } from '../../../apps/box/actions/find-in-folder.js'
import { listFolder } from '../../../apps/box/actions/list-folder.js'
import { searchItems } from '../../../apps/box/actions/search-items.js'
import { startBox } from '../../../sandbox/box/index.js'
import { boxAs, type BoxClient } from '../../support/box.js'
import { standInOptions } from '../../support/oauth-app.js'
import { actAs, type Actor } from './acting.js'

const standIn = await startBox(standInOptions)
let raw: BoxClient
let alice: Actor
let bob: Actor
let deals: string
beforeAll(async () => {
  raw = await boxAs(standIn, 'alice')
  ;[alice, bob] = await Promise.all([actAs(standIn, 'alice'), actAs(standIn, 'bob')])
  deals = String((await raw.post('/2.0/folders', { name: 'Deal rooms', parent: { id: '0' } })).json?.id)
  await raw.upload({ name: 'Offer for Acme.txt', parent: deals }, 'hello')
  for (let number = 1; number <= 101; number++)
    await raw.post('/2.0/folders', { name: `Room ${String(number).padStart(3, '0')}`, parent: { id: deals } })
  standIn.setHabits({ indexAfterMs: 0 })
})
beforeEach(() => {
  standIn.clearFaults()
})
afterAll(() => standIn.close())

describe('the list of a folder', () => {
  it('comes page by page to its end', async () => {
    const first = await alice.does(listFolder, { in: { id: deals } })
    expect(first.items).toHaveLength(100)
    expect(first.items[0]).toMatchObject({
      type: 'folder',
      name: 'Room 001',
      size: null,
      url: `${standIn.url}/folder/${first.items[0]?.id ?? ''}`,
    })
    const last = await alice.does(listFolder, { in: { id: deals }, from: first.next ?? '' })
    expect(last.items.map(({ name, size }) => [name, size])).toEqual([
      ['Room 101', null],
      ['Offer for Acme.txt', 5],
    ])
    expect(last.next).toBeNull()
  })

  it('is of the root where no folder is named, and another person has another root', async () => {
    expect((await alice.does(listFolder, undefined)).items.map(({ id }) => id)).toEqual([deals])
    expect((await bob.does(listFolder, undefined)).items).toEqual([])
  })

  it('of a folder that one may not see is refused as missing', async () => {
    await expect(bob.does(listFolder, { in: { id: deals } })).rejects.toMatchObject({
      kind: 'PermissionDenied',
      detail: expect.stringContaining('Not Found'),
    })
  })
})

describe('search', () => {
  it('finds by words, in one folder, of one kind, and only what the account sees', async () => {
    const found = await alice.does(searchItems, { query: 'offer acme', type: 'file', in: { id: deals } })
    expect(found).toMatchObject({ total: 1, next: null, items: [{ name: 'Offer for Acme.txt', size: 5 }] })
    expect((await bob.does(searchItems, { query: 'offer acme' })).items).toEqual([])
  })

  it('goes on where the page before ended', async () => {
    const first = await alice.does(searchItems, { query: 'room', type: 'folder', in: { id: deals } })
    expect([first.total, first.next, first.items.length]).toEqual([101, 100, 100])
    const rest = await alice.does(searchItems, { query: 'room', type: 'folder', in: { id: deals }, from: 100 })
    expect([rest.next, rest.items.map(({ name }) => name)]).toEqual([null, ['Room 101']])
  })

  it('what the words hold can not widen what is searched', async () => {
    const sneaky = await alice.does(searchItems, { query: 'offer&type=folder&ancestor_folder_ids=0', type: 'file' })
    expect(sneaky.items).toEqual([])
    expect(standIn.requests.filter(({ path }) => path === '/2.0/search').at(-1)).toMatchObject({ account: 'alice' })
  })
})

it('an item is found by its name in the folder itself, in upper and lower case, while search does not know it yet', async () => {
  standIn.setHabits({ indexAfterMs: 3_600_000 })
  expect((await alice.does(searchItems, { query: 'room 101' })).items).toEqual([])
  expect((await alice.does(findInFolder, { name: 'ROOM 101', in: { id: deals } })).item).toMatchObject({ name: 'Room 101' })
  expect((await alice.does(findInFolder, { name: 'Room 102', in: { id: deals } })).item).toBeNull()
})

it('used-up requests say how long to wait, and an empty search names its field', async () => {
  standIn.addFault({ kind: 'limit' })
  await expect(alice.does(searchItems, { query: 'x' })).rejects.toMatchObject({ kind: 'RateLimited', retryAfterMs: 1_000 })
  await expect(alice.does(searchItems, { query: ' ' })).rejects.toMatchObject({
    ...{ kind: 'ActionRejected', detail: "Bad Request; query: 'query' is required" },
  })
})

it.each(['..', '1/../../users/me', 'https://evil.example', ''])('%j is no id, and nothing is asked with it', async (id) => {
  const begun = standIn.requests.length
  await expect(alice.does(listFolder, { in: { id } })).rejects.toMatchObject({ kind: 'ActionRejected' })
  expect(standIn.requests).toHaveLength(begun)
})
