// Which names items may have, and that a name is taken once in a folder. https://developer.box.com/reference/post-folders/
import type { User } from './accounts.js'
import { badRequest, nameInUse } from './errors.js'
import { miniItem } from './show-item.js'
import type { BoxState, Item } from './state.js'

const LONGEST = 255

/** @throws BoxError for a name that Box doesn't take */
export function checkName(name: string): void {
  if (name.length > LONGEST) throw badRequest('item_name_too_long', 'Item name too long')
  const isOdd = /[/\\\p{Cc}]/u.test(name) || name !== name.trim() || name === '.' || name === '..'
  if (isOdd) throw badRequest('item_name_invalid', 'Item name invalid')
}

/** Upper and lower case are the same name. @param wanted.type of what is to be made. @throws BoxError 409 */
export function checkFree(
  state: BoxState,
  user: User,
  wanted: { folder: string; name: string; type: Item['type']; except?: string },
): void {
  const found = siblings(state, user, wanted.folder).find(
    ({ id, name }) => id !== wanted.except && name.toLowerCase() === wanted.name.toLowerCase(),
  )
  if (found) throw nameInUse(wanted.type === 'folder' ? [miniItem(found)] : miniItem(found))
}

/** In a root only one's own items are in the way. */
function siblings(state: BoxState, user: User, folder: string): Item[] {
  return state.items.filter(({ parent, owner }) => parent === folder && (folder !== '0' || owner === user.id))
}
