// Box's actions that write, as people with different rights, and each cut off before its answer and tried again.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addComment } from '../../../apps/box/actions/add-comment.js'
import { createFolder } from '../../../apps/box/actions/create-folder.js'
import { inviteCollaborator } from '../../../apps/box/actions/invite-collaborator.js'
import { shareItem } from '../../../apps/box/actions/share-item.js'
import { startBox } from '../../../sandbox/box/index.js'
import { boxAs, type BoxClient } from '../../support/box.js'
import { standInOptions } from '../../support/oauth-app.js'
import { actAs, type Actor } from './acting.js'

const standIn = await startBox(standInOptions)
const bobs = 'bob@contoso-sales.example'
const { state } = standIn
let raw: BoxClient
let alice: Actor
let bob: Actor
let room: string
let rooms = 0
const inRoom = () => state.items.filter(({ parent }) => parent === room)
/** The app does its work, and its answer is lost. */
const cut = () => {
  standIn.addFault({ kind: 'drop' })
}

beforeAll(async () => {
  raw = await boxAs(standIn, 'alice')
  ;[alice, bob] = await Promise.all([actAs(standIn, 'alice'), actAs(standIn, 'bob')])
})
beforeEach(async () => {
  standIn.clearFaults()
  room = String((await raw.post('/2.0/folders', { name: `Room ${String(++rooms)}`, parent: { id: '0' } })).json?.id)
  alice.beginsStep()
  bob.beginsStep()
})
afterAll(() => standIn.close())

describe('a folder', () => {
  const acme = () => ({ name: 'Acme', in: { id: room } })

  it('is made where it was asked for, by the account that acts', async () => {
    const made = await alice.does(createFolder, acme())
    expect(made).toMatchObject({ type: 'folder', name: 'Acme', isNew: true, url: `${standIn.url}/folder/${made.id}` })
    expect(inRoom()).toMatchObject([{ id: made.id, createdBy: '23816401' }])
  })

  it('whose answer was lost is found by the next try, and there is one', async () => {
    cut()
    await expect(alice.does(createFolder, acme())).rejects.toMatchObject({ kind: 'AppUnavailable' })
    const found = await alice.doesAgain(createFolder, acme())
    expect(found).toMatchObject({ name: 'Acme', isNew: true, id: inRoom()[0]?.id })
    expect(inRoom()).toHaveLength(1)
  })

  it('of a name that was taken before is refused on the first try, and on the next', async () => {
    await raw.post('/2.0/folders', { name: 'ACME', parent: { id: room } })
    await expect(alice.does(createFolder, acme())).rejects.toMatchObject({
      kind: 'ActionRejected',
      detail: 'Item with the same name already exists',
    })
    alice.beginsStep(new Date(Date.now() + 600_000))
    await expect(alice.doesAgain(createFolder, acme())).rejects.toMatchObject({ kind: 'ActionRejected' })
    expect(inRoom()).toHaveLength(1)
  })

  it('that somebody else made meanwhile is not taken for ours', async () => {
    await raw.post('/2.0/collaborations', { item: { type: 'folder', id: room }, accessible_by: { login: bobs }, role: 'editor' })
    await bob.does(createFolder, acme())
    await expect(alice.doesAgain(createFolder, acme())).rejects.toMatchObject({ kind: 'ActionRejected' })
    expect(await alice.doesAgain(createFolder, { ...acme(), existing: 'use' })).toMatchObject({ isNew: false, name: 'Acme' })
  })

  it('that is there already can be used, where the recipe says so; a file of that name can not', async () => {
    const first = await alice.does(createFolder, acme())
    expect(await alice.does(createFolder, { ...acme(), existing: 'use' })).toEqual({ ...first, isNew: false })
    await raw.upload({ name: 'plan', parent: room }, 'x')
    await expect(alice.does(createFolder, { ...acme(), name: 'Plan', existing: 'use' })).rejects.toMatchObject({ kind: 'ActionRejected' })
  })

  it('can not be made by somebody who may only look, nor where nobody may look', async () => {
    await expect(bob.does(createFolder, acme())).rejects.toMatchObject({
      kind: 'PermissionDenied',
      detail: expect.stringContaining('Not Found'),
    })
    await raw.post('/2.0/collaborations', { item: { type: 'folder', id: room }, accessible_by: { login: bobs }, role: 'viewer' })
    await expect(bob.does(createFolder, acme())).rejects.toMatchObject({
      ...{ kind: 'PermissionDenied', detail: 'Access denied - insufficient permission' },
    })
    expect(inRoom()).toEqual([])
  })

  it('of a name that Box does not take says what is wrong with it', async () => {
    await expect(alice.does(createFolder, { ...acme(), name: 'Acme / Q3' })).rejects.toMatchObject({
      ...{ kind: 'ActionRejected', detail: expect.stringContaining('no name with / or \\') },
    })
  })
})

describe('a shared link', () => {
  const share = (access: 'open' | 'company') => ({ type: 'folder', id: room, access }) as const
  const linkOf = () => state.items.find(({ id }) => id === room)?.link

  it('is made once, and its address stays when it is opened to more people', async () => {
    const first = await alice.does(shareItem, share('company'))
    expect(first).toMatchObject({
      url: `${standIn.url}/s/${linkOf()?.slug ?? ''}`,
      access: 'company',
      itemUrl: `${standIn.url}/folder/${room}`,
    })
    alice.beginsStep()
    expect(await alice.does(shareItem, share('open'))).toEqual({ ...first, access: 'open' })
  })

  it('whose answer was lost is read by the next try, without another change', async () => {
    standIn.addFault({ kind: 'drop', method: 'PUT' })
    await expect(alice.does(shareItem, share('company'))).rejects.toMatchObject({ kind: 'AppUnavailable' })
    const changes = standIn.requests.filter(({ method }) => method === 'PUT').length
    expect(await alice.doesAgain(shareItem, share('company'))).toMatchObject({ access: 'company' })
    expect(standIn.requests.filter(({ method }) => method === 'PUT')).toHaveLength(changes)
  })

  it('whose request never arrived is made by the next try', async () => {
    standIn.addFault({ kind: 'status', status: 503, method: 'PUT' })
    await expect(alice.does(shareItem, share('company'))).rejects.toMatchObject({ kind: 'AppUnavailable' })
    expect(await alice.doesAgain(shareItem, share('company'))).toMatchObject({ access: 'company' })
  })

  it('that somebody changed after ours is left as they want it: nobody can tell, and a person is asked', async () => {
    standIn.addFault({ kind: 'drop', method: 'PUT' })
    await expect(alice.does(shareItem, share('company'))).rejects.toMatchObject({ kind: 'AppUnavailable' })
    await raw.put(`/2.0/folders/${room}`, { shared_link: { access: 'collaborators' } })
    await expect(alice.doesAgain(shareItem, share('company'))).rejects.toMatchObject({ kind: 'OutcomeUnknown' })
    expect(linkOf()?.access).toBe('collaborators')
  })

  it('of an item that changed between look and change is refused', async () => {
    standIn.addFault({ kind: 'field', field: 'etag', value: '99', method: 'GET' })
    await expect(alice.does(shareItem, share('company'))).rejects.toMatchObject({
      kind: 'ActionRejected',
      detail: expect.stringContaining('modified'),
    })
    expect(linkOf()).toBeNull()
  })
})

describe('an invitation', () => {
  const invite = (email: string, role: 'editor' | 'viewer' = 'editor') => ({ type: 'folder', id: room, email, role }) as const
  const atRoom = () => state.collaborations.filter(({ item }) => item === room)

  it('gives the role, and waits where the address has no account', async () => {
    expect(await alice.does(inviteCollaborator, invite(bobs))).toEqual({ email: bobs, role: 'editor', status: 'accepted', isNew: true })
    expect(await alice.does(inviteCollaborator, invite('guest@elsewhere.example'))).toMatchObject({ status: 'pending', isNew: true })
  })

  it('whose answer was lost is found by the next try, and there is one', async () => {
    for (const email of [bobs, 'guest@elsewhere.example']) {
      cut()
      await expect(alice.does(inviteCollaborator, invite(email))).rejects.toMatchObject({ kind: 'AppUnavailable' })
      expect(await alice.doesAgain(inviteCollaborator, invite(email))).toMatchObject({ email, role: 'editor', isNew: true })
    }
    expect(atRoom()).toHaveLength(2)
  })

  it('of somebody who is there says so, and as what, where that is not what was asked for', async () => {
    await alice.does(inviteCollaborator, invite(bobs, 'viewer'))
    expect(await alice.does(inviteCollaborator, invite(bobs.toUpperCase(), 'viewer'))).toMatchObject({ role: 'viewer', isNew: false })
    await expect(alice.does(inviteCollaborator, invite(bobs))).rejects.toMatchObject({
      kind: 'ActionRejected',
      detail: `${bobs} is there already, as viewer.`,
    })
    await expect(alice.does(inviteCollaborator, invite('alice@contoso-sales.example'))).rejects.toMatchObject({
      ...{ kind: 'ActionRejected', detail: 'User is already a collaborator' },
    })
  })

  it('needs the right to invite', async () => {
    await alice.does(inviteCollaborator, invite(bobs, 'viewer'))
    await expect(bob.does(inviteCollaborator, invite('guest@elsewhere.example'))).rejects.toMatchObject({ kind: 'PermissionDenied' })
    expect(atRoom()).toHaveLength(1)
  })
})

describe('a comment', () => {
  it('is written as the account that acts, on a file that it may see', async () => {
    const { file } = await raw.upload({ name: 'offer.txt', parent: room }, 'x')
    const id = String(file?.id)
    expect(await alice.does(addComment, { id, message: 'Signed by both' })).toMatchObject({ url: `${standIn.url}/file/${id}` })
    expect(state.comments.filter((one) => one.file === id)).toMatchObject([{ message: 'Signed by both', createdBy: '23816401' }])
    await expect(bob.does(addComment, { id, message: 'Me too' })).rejects.toMatchObject({ kind: 'PermissionDenied' })
    expect(addComment.recognisedBy).toBe('none')
  })
})
