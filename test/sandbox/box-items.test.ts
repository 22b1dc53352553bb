// The stand-in for Box: names, roles, pages, links, invitations, comments and search, over bare HTTP as different people.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBox } from '../../sandbox/box/index.js'
import { boxAs, type BoxClient } from '../support/box.js'
import { standInOptions } from '../support/oauth-app.js'

const standIn = await startBox(standInOptions)
let alice: BoxClient
let bob: BoxClient
let stranger: BoxClient
const folder = async (name: string, parent = '0', as = alice): Promise<string> =>
  String((await as.post('/2.0/folders', { name, parent: { id: parent } })).json?.id)
const invite = (id: string, login: string, role: string, as = alice) =>
  as.post('/2.0/collaborations?notify=false', { item: { type: 'folder', id }, accessible_by: { type: 'user', login }, role })
const bobs = 'bob@contoso-sales.example'

beforeAll(async () => {
  ;[alice, bob, stranger] = await Promise.all([boxAs(standIn, 'alice'), boxAs(standIn, 'bob'), boxAs(standIn, 'alice-fabrikam')])
})
afterAll(() => standIn.close())

describe('names', () => {
  it('a name is taken once in a folder, in upper and lower case; the conflict says by which item', async () => {
    const first = await alice.post('/2.0/folders', { name: 'Payments', parent: { id: '0' } })
    expect([first.status, first.json]).toMatchObject([201, { name: 'Payments', created_by: { login: 'alice@contoso-sales.example' } }])
    const second = await alice.post('/2.0/folders', { name: 'payments', parent: { id: '0' } })
    expect([second.status, second.json]).toMatchObject([
      409,
      { type: 'error', code: 'item_name_in_use', context_info: { conflicts: [{ type: 'folder', id: first.json?.id }] } },
    ])
    expect((await bob.post('/2.0/folders', { name: 'Payments', parent: { id: '0' } })).status).toBe(201)
  })

  it.each([
    ['a/b', 'item_name_invalid'],
    [' a', 'item_name_invalid'],
    ['..', 'item_name_invalid'],
    ['x'.repeat(256), 'item_name_too_long'],
  ])('the name %j is refused as %s', async (name, code) => {
    expect((await alice.post('/2.0/folders', { name, parent: { id: '0' } })).json).toMatchObject({ status: 400, code })
  })
})

describe('rights', () => {
  it('what somebody may not see is not there; what they may only see they can not change', async () => {
    const id = await folder('Rights')
    expect((await bob.get(`/2.0/folders/${id}`)).json).toMatchObject({ status: 404, code: 'not_found' })
    expect((await invite(id, bobs, 'viewer')).json).toMatchObject({ status: 'accepted', role: 'viewer', accessible_by: { login: bobs } })
    expect((await bob.get(`/2.0/folders/${id}`)).status).toBe(200)
    const denied = await bob.post('/2.0/folders', { name: 'Mine', parent: { id } })
    expect([denied.status, denied.json]).toMatchObject([403, { code: 'access_denied_insufficient_permissions' }])
    expect((await bob.put(`/2.0/folders/${id}`, { name: 'Bob was here' })).status).toBe(403)
    expect((await invite(id, 'carol@contoso-sales.example', 'viewer', bob)).status).toBe(403)
  })

  it('a role holds for everything below, and what an editor puts there is of the owner', async () => {
    const id = await folder('Shared')
    await invite(id, bobs, 'editor')
    const below = await folder('Below', id, bob)
    expect((await alice.get(`/2.0/folders/${below}`)).json).toMatchObject({
      ...{ created_by: { login: bobs }, owned_by: { login: 'alice@contoso-sales.example' }, parent: { id } },
    })
    expect((await bob.get('/2.0/folders/0/items')).json?.entries).toContainEqual(expect.objectContaining({ id }))
    expect((await invite(below, bobs, 'co-owner', bob)).status).toBe(403)
  })

  it('somebody is invited once, an owner never, and an address without an account waits', async () => {
    const id = await folder('Invited')
    const outside = await invite(id, 'guest@elsewhere.example', 'editor')
    expect(outside.json).toMatchObject({ status: 'pending', accessible_by: null, invite_email: 'guest@elsewhere.example' })
    await invite(id, bobs, 'viewer')
    for (const login of [bobs, 'guest@elsewhere.example', 'alice@contoso-sales.example'])
      expect((await invite(id, login, 'editor')).json).toMatchObject({ status: 400, code: 'user_already_collaborator' })
    expect((await alice.get(`/2.0/folders/${id}/collaborations`)).json).toMatchObject({ total_count: 2 })
    expect((await invite(id, 'x@elsewhere.example', 'king')).json).toMatchObject({
      ...{ status: 400, context_info: { errors: [{ reason: 'invalid_parameter', name: 'role' }] } },
    })
  })
})

describe('pages and fields', () => {
  it('a list goes on at its marker, and shows only the fields that were asked for', async () => {
    const id = await folder('Pages')
    for (const name of ['c', 'a', 'b']) await folder(name, id)
    const first = (await alice.get(`/2.0/folders/${id}/items?usemarker=true&limit=2&fields=name`)).json
    expect(first?.entries).toEqual([
      { type: 'folder', id: expect.any(String), etag: '0', name: 'a' },
      { type: 'folder', id: expect.any(String), etag: '0', name: 'b' },
    ])
    const next = String(first?.next_marker)
    const last = (await alice.get(`/2.0/folders/${id}/items?usemarker=true&limit=2&marker=${next}`)).json
    expect(last).toMatchObject({ entries: [{ name: 'c' }] })
    expect(last).not.toHaveProperty('next_marker')
  })

  it('search finds what the user sees, once the index has it', async () => {
    const id = await folder('Zebra crossing')
    const find = async (as: BoxClient) => (await as.get('/2.0/search?query=zebra&type=folder&fields=name')).json
    expect(await find(alice)).toMatchObject({ total_count: 0, entries: [] })
    standIn.setHabits({ indexAfterMs: 0 })
    expect(await find(alice)).toMatchObject({ total_count: 1, entries: [{ id, name: 'Zebra crossing' }] })
    expect(await find(bob)).toMatchObject({ total_count: 0 })
    expect((await alice.get('/2.0/search?query=')).status).toBe(400)
  })
})

describe('links and comments', () => {
  it('a shared link keeps its address when its access changes; an older version can not change it', async () => {
    const id = await folder('Linked')
    const link = async (access: string, etag?: string) =>
      await alice.put(`/2.0/folders/${id}?fields=shared_link`, { shared_link: { access } }, etag === undefined ? {} : { 'if-match': etag })
    const first = await link('company', '0')
    expect(first.json).toMatchObject({ etag: '1', shared_link: { access: 'company', effective_access: 'company' } })
    const old = await link('open', '0')
    expect([old.status, old.json]).toMatchObject([412, { code: 'precondition_failed' }])
    const { url } = first.json?.shared_link as { url: string }
    expect((await link('open')).json).toMatchObject({ shared_link: { access: 'open', url } })
    expect((await link('everyone')).status).toBe(400)
  })

  it('a private account has no company to share with', async () => {
    const own = await boxAs(standIn, 'alice-private')
    const id = await folder('Mine alone', '0', own)
    expect((await own.put(`/2.0/folders/${id}`, { shared_link: { access: 'company' } })).status).toBe(400)
  })

  it('comments say who wrote them, and the same words can come twice', async () => {
    const file = String((await alice.upload({ name: 'commented.txt', parent: '0' }, 'x')).file?.id)
    const say = () => alice.post('/2.0/comments', { item: { type: 'file', id: file }, message: 'Looks good' })
    expect([(await say()).status, (await say()).status]).toEqual([201, 201])
    expect((await alice.get(`/2.0/files/${file}/comments`)).json).toMatchObject({
      ...{ total_count: 2, entries: [{ message: 'Looks good', created_by: { login: 'alice@contoso-sales.example' } }, {}] },
    })
    const unseen = await stranger.post('/2.0/comments', { item: { type: 'file', id: file }, message: 'hi' })
    expect(unseen.status).toBe(404)
  })

  it('its page shows what is in it and who did it', async () => {
    const id = await folder('<b>On the page')
    await invite(id, 'guest@elsewhere.example', 'editor')
    const overview = await (await fetch(standIn.url)).text()
    expect(overview).toContain('&#60;b&#62;On the page')
    expect(overview).toContain('editor (pending)')
    const one = await (await fetch(`${standIn.url}/folder/${id}`)).text()
    expect(one).toContain('alice@contoso-sales.example')
    expect(one).toContain('guest@elsewhere.example as editor (pending)')
  })
})
