// Every write of Box, prepared as whoever acts: a folder to share, one to invite to, a file to comment on.
import type { BoxStandIn } from '../../../sandbox/box/index.js'
import type { Strike, Writes } from './table.js'

export async function boxWrites({ state }: BoxStandIn, { tag, odd, files, ask }: Strike): Promise<Writes> {
  const folder = async (name: string): Promise<string> =>
    String((await ask('POST', '/2.0/folders', { name: `${tag} ${name}`, parent: { id: '0' } })).id)
  const upload = async (name: string): Promise<string> => {
    const form = new FormData()
    form.set('attributes', JSON.stringify({ name: `${tag} ${name}`, parent: { id: '0' } }))
    form.set('file', new Blob([tag]), 'file')
    const { entries } = await ask('POST', '/api/2.0/files/content', form)
    return (entries as { id: string }[])[0]?.id ?? ''
  }
  const [shared, joint, read] = [await folder('shared'), await folder('joint'), await upload('read')]
  // A slash is no part of a name there.
  const text = odd().replaceAll(/[/\\]/g, '')
  const email = `${tag.toLowerCase()}@home.example`
  return {
    createFolder: {
      ...{ shown: `${tag} new folder`, input: { name: `${tag} new folder ${text}` } },
      request: { method: 'POST', path: '/2.0/folders' },
      count: () => state.items.filter(({ name }) => name === `${tag} new folder ${text}`).length,
    },
    shareItem: {
      ...{ shown: `${tag} to share`, input: { type: 'folder', id: shared, name: `${tag} to share`, access: 'company' } },
      request: { method: 'PUT', path: `/2.0/folders/${shared}` },
      // Each change of an item has a version of its own.
      count: () => state.items.find(({ id }) => id === shared)?.etag ?? -1,
    },
    inviteCollaborator: {
      ...{ shown: email, input: { type: 'folder', id: joint, email, role: 'viewer' } },
      request: { method: 'POST', path: '/2.0/collaborations' },
      count: () => state.collaborations.filter(({ login }) => login === email).length,
    },
    addComment: {
      ...{ shown: `${tag} to read`, input: { id: read, name: `${tag} to read`, message: text } },
      request: { method: 'POST', path: '/2.0/comments' },
      count: () => state.comments.filter(({ file }) => file === read).length,
    },
    uploadFile: {
      ...{ shown: `${tag} photo`, input: { file: files.small, name: `${tag} photo ${text}` } },
      request: { method: 'POST', path: '/api/2.0/files/content' },
      count: () => state.items.filter(({ name }) => name === `${tag} photo ${text}`).length,
    },
  }
}
