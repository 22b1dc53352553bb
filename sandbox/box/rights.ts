// Who may do what with an item: its owner, and those who were invited to it or to a folder above it.
// https://support.box.com/hc/en-us/articles/360044196413-Understanding-Collaborator-Permission-Levels
import type { User } from './accounts.js'
import { forbidden, notFound } from './errors.js'
import type { BoxState, Item } from './state.js'

export type Role = 'owner' | 'co-owner' | 'editor' | 'viewer uploader' | 'previewer uploader' | 'viewer' | 'previewer' | 'uploader'
export type Right = 'see' | 'download' | 'upload' | 'edit' | 'link' | 'comment' | 'invite' | 'invite co-owners'

/** What somebody can be invited as; to a file only as the first two. */
export const invitableRoles: readonly Role[] = [
  ...(['editor', 'viewer', 'previewer', 'uploader', 'previewer uploader', 'viewer uploader', 'co-owner'] as const),
]
export const rolesAtFiles: readonly Role[] = ['editor', 'viewer']

const owners: readonly Role[] = ['owner', 'co-owner']
const editors: readonly Role[] = [...owners, 'editor']
const downloaders: readonly Role[] = [...editors, 'viewer uploader', 'viewer']
const rolesWith: Readonly<Record<Right, readonly Role[]>> = {
  see: ['owner', ...invitableRoles],
  download: downloaders,
  upload: [...editors, 'viewer uploader', 'previewer uploader', 'uploader'],
  edit: editors,
  link: downloaders,
  comment: [...downloaders, 'previewer uploader', 'previewer'],
  invite: editors,
  'invite co-owners': owners,
}

/** An item and the folders above it, itself first. */
export function chainOf(state: BoxState, item: Item): Item[] {
  const parent = state.items.find(({ id }) => id === item.parent)
  return [item, ...(parent ? chainOf(state, parent) : [])]
}

export function may(state: BoxState, user: User, item: Item, right: Right): boolean {
  const chain = chainOf(state, item).map(({ id }) => id)
  const invited = state.collaborations.filter((one) => one.user === user.id && chain.includes(one.item)).map(({ role }) => role)
  const roles: readonly Role[] = item.owner === user.id ? ['owner', ...invited] : invited
  return roles.some((role) => rolesWith[right].includes(role))
}

/** The item that somebody asks for. @throws BoxError 404 where they may not see it, 403 where they lack the right */
export function itemFor(state: BoxState, user: User, wanted: { type: Item['type']; id: string; right: Right }): Item {
  const item = state.items.find(({ type, id }) => type === wanted.type && id === wanted.id)
  if (!item || !may(state, user, item, 'see')) throw notFound(wanted.type, wanted.id)
  if (!may(state, user, item, wanted.right)) throw forbidden()
  return item
}

/** What somebody sees in a folder; `0` is their own root, with what they were invited to besides. */
export function childrenOf(state: BoxState, user: User, folder: string): Item[] {
  if (folder !== '0') return state.items.filter(({ parent }) => parent === folder)
  const invited = state.collaborations.filter((one) => one.user === user.id).map(({ item }) => item)
  return state.items.filter(({ id, parent, owner }) => (parent === '0' && owner === user.id) || invited.includes(id))
}
