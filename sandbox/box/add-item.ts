// A new folder or file: the right to put it there, its name, its place.
import type { BoxCall } from './call.js'
import { checkFree, checkName } from './names.js'
import { itemFor } from './rights.js'
import type { Item } from './state.js'

/** What is to be made. */
export type NewItem = Pick<Item, 'type' | 'name' | 'content'> & { readonly folder: string }

/** @throws BoxError where this can't be made there by this user */
export function checkPlace({ state, user }: BoxCall, { type, name, folder }: Omit<NewItem, 'content'>): Item | null {
  const parent = folder === '0' ? null : itemFor(state, user, { type: 'folder', id: folder, right: 'upload' })
  checkName(name)
  checkFree(state, user, { folder, name, type })
  return parent
}

/** What is put into somebody's folder is theirs. @throws BoxError as `checkPlace` */
export async function addItem(call: BoxCall, wanted: NewItem): Promise<Item> {
  const { state, user } = call
  const parent = checkPlace(call, wanted)
  const { type, name, folder, content } = wanted
  const now = Date.now()
  const item: Item = {
    ...{ id: state.nextId(), type, name, parent: folder, owner: parent?.owner ?? user.id, content },
    ...{ createdBy: user.id, createdAt: now, modifiedBy: user.id, modifiedAt: now, etag: 0, link: null },
  }
  state.items.push(item)
  await state.save()
  return item
}
