// Box's own SDK at the stand-in for Box: what it expects of Box must be there.
import { BoxClient, BoxDeveloperTokenAuth } from 'box-node-sdk'
import { BoxApiError } from 'box-node-sdk/box'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boxUsers } from '../../sandbox/box/accounts.js'
import { startBox, type BoxStandIn } from '../../sandbox/box/index.js'
import { oauthPaths } from '../../sandbox/box/oauth.js'
import { signInRaw, standInOptions } from '../support/oauth-app.js'

const ROOT = { id: '0' }
let box: BoxStandIn
let alice: BoxClient
let bob: BoxClient

beforeAll(async () => {
  box = await startBox(standInOptions)
  box.setHabits({ indexAfterMs: 0, sessionMinimum: 1_024, partSize: 4_096 })
  alice = await connect('alice')
  bob = await connect('bob')
})
afterAll(() => box.close())

/** The SDK with the token that the stand-in's token endpoint gave to this user. */
async function connect(account: string): Promise<BoxClient> {
  const { json } = await signInRaw(box, oauthPaths, { account, scope: 'root_readwrite' })
  const auth = new BoxDeveloperTokenAuth({ token: String(json?.access_token) })
  const urls = { baseUrl: box.url, uploadUrl: `${box.url}/api`, oauth2Url: `${box.url}/oauth2` }
  return new BoxClient({ auth }).withCustomBaseUrls(urls)
}

const idOf = (account: string): string => boxUsers.find(({ key }) => key === account)?.id ?? ''
const folder = (name: string, parent = ROOT) => alice.folders.createFolder({ name, parent })
const upload = async (name: string, content: string, parent = ROOT) => {
  const { entries = [] } = await alice.uploads.uploadFile({ attributes: { name, parent }, file: Readable.from([Buffer.from(content)]) })
  return entries[0] ?? expect.fail('Box gave no file.')
}
/** What the SDK makes of a refusal. */
const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await work.then(
    () => expect.fail('Box took it.'),
    (thrown: unknown) => thrown,
  )
  return error instanceof BoxApiError ? { statusCode: error.responseInfo.statusCode, said: error.responseInfo.body as unknown } : error
}

describe('folders and files', () => {
  it('are made, read, renamed and listed page by page, by offset and by marker', async () => {
    const parent = await folder('Listed')
    expect(parent).toMatchObject({ type: 'folder', name: 'Listed', parent: { id: '0' }, ownedBy: { login: 'alice@contoso-sales.example' } })
    for (let number = 1; number <= 5; number++) await folder(`Inner ${String(number)}`, parent)
    const [first] = (await alice.folders.getFolderItems(parent.id, { queryParams: { limit: 1 } })).entries ?? []
    expect(await alice.folders.updateFolderById(first?.id ?? '', { requestBody: { name: 'Inner 0' } })).toMatchObject({ name: 'Inner 0' })
    const page = await alice.folders.getFolderItems(parent.id, { queryParams: { limit: 2, offset: 2 } })
    expect(page).toMatchObject({ totalCount: 5, offset: 2, limit: 2, entries: [{ name: 'Inner 3' }, { name: 'Inner 4' }] })
    const names: unknown[] = []
    let marker: string | undefined
    do {
      const queryParams = { usemarker: true, limit: 2, ...(marker !== undefined && { marker }) }
      const { entries = [], nextMarker } = await alice.folders.getFolderItems(parent.id, { queryParams })
      names.push(...entries.map(({ name }) => name))
      marker = nextMarker ?? undefined
    } while (marker !== undefined)
    expect(names).toEqual([0, 2, 3, 4, 5].map((number) => `Inner ${String(number)}`))
  })

  it('are uploaded at once and read back byte by byte', async () => {
    const file = await upload('note.txt', 'The cable, and ünïcode.')
    expect(file).toMatchObject({ type: 'file', name: 'note.txt', size: 25, sha1: expect.stringMatching(/^[0-9a-f]{40}$/) as string })
    const bytes = await alice.downloads.downloadFile(file.id)
    expect(bytes && (await text(bytes))).toBe('The cable, and ünïcode.')
  })

  it('are uploaded in parts where they are large', async () => {
    const content = 'Sixteen letters.'.repeat(640)
    const stream = Readable.from([Buffer.from(content)])
    const file = await alice.chunkedUploads.uploadBigFile(stream, 'large.txt', content.length, '0')
    expect(file).toMatchObject({ name: 'large.txt', size: content.length })
    const bytes = await alice.downloads.downloadFile(file.id)
    expect(bytes && (await text(bytes))).toBe(content)
  })

  it('are found by their name', async () => {
    await upload('Quarterly figures.csv', 'a,b')
    const found = await alice.search.searchForContent({ query: 'quarterly', type: 'file' })
    expect(found).toMatchObject({ totalCount: 1, entries: [{ type: 'file', name: 'Quarterly figures.csv' }] })
  })
})

describe('with others', () => {
  it('a folder has a shared link, which is there to be read and taken away', async () => {
    const { id } = await folder('Shared')
    const fields = { fields: 'shared_link' }
    const made = await alice.sharedLinksFolders.addShareLinkToFolder(id, { sharedLink: { access: 'company' } }, fields)
    expect(made.sharedLink).toMatchObject({
      access: 'company',
      effectiveAccess: 'company',
      url: expect.stringContaining(box.url) as string,
    })
    expect(await alice.sharedLinksFolders.getSharedLinkForFolder(id, fields)).toMatchObject({ sharedLink: { url: made.sharedLink?.url } })
    const without = await alice.sharedLinksFolders.removeSharedLinkFromFolder(id, { sharedLink: null as never }, fields)
    expect(without.sharedLink ?? null).toBeNull()
  })

  it('somebody is invited, sees it and comments on what is in it', async () => {
    const { id } = await folder('Together')
    const file = await upload('plan.txt', 'First.', { id })
    const whom = { type: 'user' as const, login: 'bob@contoso-sales.example' }
    const invited = await alice.userCollaborations.createCollaboration({ item: { type: 'folder', id }, accessibleBy: whom, role: 'editor' })
    expect(invited).toMatchObject({ role: 'editor', status: 'accepted', accessibleBy: { id: idOf('bob') } })
    await bob.comments.createComment({ message: 'Fine.', item: { id: file.id, type: 'file' } })
    expect(await alice.comments.getFileComments(file.id)).toMatchObject({
      ...{ totalCount: 1, entries: [{ message: 'Fine.', createdBy: { name: 'Bob Olsen' } }] },
    })
  })

  it('whose account it is, with the enterprise where it is asked for', async () => {
    const me = await alice.users.getUserMe({ fields: ['login', 'enterprise'] })
    expect(me).toMatchObject({ id: idOf('alice'), login: 'alice@contoso-sales.example', enterprise: { name: 'Contoso Sales' } })
  })
})

describe('what the SDK reads out of a refusal', () => {
  it('a name that is taken, with what has it', async () => {
    const { id } = await folder('Taken')
    expect(await refusal(folder('taken'))).toMatchObject({
      ...{ statusCode: 409, said: { code: 'item_name_in_use', context_info: { conflicts: [{ type: 'folder', id, name: 'Taken' }] } } },
    })
  })

  it('an item that is not there, or not for this user', async () => {
    const { id } = await folder('Private')
    expect(await refusal(bob.folders.getFolderById(id))).toMatchObject({ statusCode: 404, said: { code: 'not_found' } })
  })

  it('another version than was seen', async () => {
    const { id } = await folder('Versioned')
    const change = alice.folders.updateFolderById(id, { requestBody: { name: 'Other' }, headers: { ifMatch: '7' } })
    expect(await refusal(change)).toMatchObject({ statusCode: 412, said: { code: 'precondition_failed' } })
  })

  it('a token that has ended', async () => {
    const leaving = await connect('integration')
    await box.revokeAll('integration')
    expect(await refusal(leaving.users.getUserMe())).toMatchObject({
      message: expect.stringMatching(/token/i) as string,
    })
  })

  it('too many requests: it waits as long as it is told, and asks again', async () => {
    box.addFault({ kind: 'limit', path: '/2.0/users/me' })
    expect(await alice.users.getUserMe()).toMatchObject({ id: idOf('alice') })
  })
})
