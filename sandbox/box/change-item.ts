// A change of a folder or file: its name, its shared link. https://developer.box.com/guides/shared-links/
import { randomBytes } from 'node:crypto'
import type { User } from './accounts.js'
import { bodyOf, checkIfMatch, textAt, type BoxCall } from './call.js'
import { badParameter, forbidden } from './errors.js'
import { checkFree, checkName } from './names.js'
import { itemFor, may } from './rights.js'
import type { Item, LinkAccess } from './state.js'

const ACCESS: readonly LinkAccess[] = ['open', 'company', 'collaborators']

/** @throws BoxError where it isn't there, isn't allowed, or is another version than the caller saw */
export async function changeItem(call: BoxCall, type: Item['type']): Promise<Item> {
  const { state, user, ids } = call
  const body = await bodyOf(call)
  const item = itemFor(state, user, { type, id: ids[0] ?? '', right: 'see' })
  const asksForLink = 'shared_link' in body
  const asksForName = 'name' in body
  if ((asksForLink && !may(state, user, item, 'link')) || (asksForName && !may(state, user, item, 'edit'))) throw forbidden()
  checkIfMatch(call, item)
  if (asksForName) rename(call, item, textAt(body, 'name'))
  if (asksForLink) item.link = linkOf(body.shared_link, item, user)
  Object.assign(item, { modifiedBy: user.id, modifiedAt: Date.now(), etag: item.etag + 1 })
  await state.save()
  return item
}

function rename({ state, user }: BoxCall, item: Item, name: string): void {
  checkName(name)
  checkFree(state, user, { folder: item.parent, name, type: item.type, except: item.id })
  item.name = name
}

/** Its address stays where there was one. Without `access` it is what the enterprise says. */
function linkOf(asked: unknown, { link }: Item, { enterprise }: User): Item['link'] {
  if (asked === null) return null
  const given = (asked as { access?: unknown }).access ?? (enterprise ? 'company' : 'open')
  const access = ACCESS.find((one) => one === given)
  if (!access || (access === 'company' && !enterprise)) throw badParameter('access', `Invalid value ${JSON.stringify(given)}.`)
  return { access, slug: link?.slug ?? randomBytes(16).toString('hex') }
}
