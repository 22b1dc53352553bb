// What a fresh sandbox has in Box, so that a first look shows something.
import { boxUsers } from './accounts.js'
import type { BoxState, Item } from './state.js'

const idOf = (key: string): string => boxUsers.find((user) => user.key === key)?.id ?? ''

/** Alice's folder for prices, which Bob may view, with a list in it. Not the one of deal rooms: who is in that can't be invited to a room. */
export async function seedBox(state: BoxState): Promise<void> {
  const [alice, bob] = [idOf('alice'), idOf('bob')]
  const now = Date.now()
  const made = { owner: alice, createdBy: alice, createdAt: now, modifiedBy: alice, modifiedAt: now, etag: 0, link: null }
  const folder: Item = { id: state.nextId(), type: 'folder', name: 'Prices', parent: '0', content: null, ...made }
  const bytes = Buffer.from('item,price\nseat,40\nsupport,12\n')
  const content = { sha1: await state.keepBytes(bytes), size: bytes.length, version: state.nextId() }
  const file: Item = { id: state.nextId(), type: 'file', name: 'Price list.csv', parent: folder.id, content, ...made }
  const invited = {
    item: folder.id,
    user: bob,
    login: 'bob@contoso-sales.example',
    role: 'viewer',
    createdBy: alice,
    createdAt: now,
  } as const
  state.items.push(folder, file)
  state.collaborations.push({ id: state.nextId(), ...invited })
  await state.save()
}
