// Who works on an item besides its owner. https://developer.box.com/reference/resources/collaboration/
import { boxUsers } from './accounts.js'
import { bodyOf, textAt, type Answerer } from './call.js'
import { badParameter, badRequest, forbidden } from './errors.js'
import { chainOf, invitableRoles, itemFor, may, rolesAtFiles } from './rights.js'
import { boxTime, miniItem, miniUser } from './show-item.js'
import type { BoxState, Collaboration, Item } from './state.js'

/** Whoever has no account is invited by address, and is pending. https://developer.box.com/reference/post-collaborations/ */
export const addCollaboration: Answerer = async (call) => {
  const { state, user } = call
  const body = await bodyOf(call)
  const type = textAt(body, 'item.type') === 'folder' ? 'folder' : 'file'
  const id = textAt(body, 'item.id')
  if (type === 'folder' && id === '0') throw badRequest('collaborations_not_available_on_root_folder', 'Root folder cannot be collaborated')
  const item = itemFor(state, user, { type, id, right: 'invite' })
  const given = textAt(body, 'role')
  const role = (type === 'file' ? rolesAtFiles : invitableRoles).find((one) => one === given)
  if (!role) throw badParameter('role', `Invalid value '${given}'.`)
  if (role === 'co-owner' && !may(state, user, item, 'invite co-owners')) throw forbidden()
  const whom = whomOf(body)
  if (isThere(state, item, whom)) throw badRequest('user_already_collaborator', 'User is already a collaborator')
  const collaboration: Collaboration = {
    ...{ id: state.nextId(), item: item.id, user: whom.user, login: whom.login, role },
    ...{ createdBy: user.id, createdAt: Date.now() },
  }
  state.collaborations.push(collaboration)
  await state.save()
  return { status: 201, body: showCollaboration(state, collaboration) }
}

/** Those at the item itself. https://developer.box.com/reference/get-folders-id-collaborations/ and …/get-files-id-collaborations/ */
export const listCollaborations =
  (type: Item['type']): Answerer =>
  ({ state, user, ids }) => {
    const item = itemFor(state, user, { type, id: ids[0] ?? '', right: 'see' })
    const entries = state.collaborations.filter((one) => one.item === item.id).map((one) => showCollaboration(state, one))
    return {
      status: 200,
      body: type === 'folder' ? { total_count: entries.length, entries } : { entries, limit: 1_000, next_marker: null },
    }
  }

interface Invited {
  readonly user: string | null
  readonly login: string
}

function whomOf(body: Readonly<Record<string, unknown>>): Invited {
  const { id, login } = (body.accessible_by ?? {}) as { id?: unknown; login?: unknown }
  const found = boxUsers.find((one) => one.id === id || (typeof login === 'string' && one.login === login.toLowerCase()))
  if (found) return { user: found.id, login: found.login }
  if (typeof login === 'string' && login.includes('@')) return { user: null, login: login.toLowerCase() }
  throw badParameter('accessible_by', `Invalid value '${String(id ?? login)}'.`)
}

function isThere(state: BoxState, item: Item, { user, login }: Invited): boolean {
  const chain = chainOf(state, item)
  const isInvited = state.collaborations.some((one) => one.login === login && chain.some(({ id }) => id === one.item))
  return isInvited || (user !== null && item.owner === user)
}

function showCollaboration(state: BoxState, { id, item, user, login, role, createdBy, createdAt }: Collaboration): object {
  const at = state.items.find((one) => one.id === item) as Item
  return {
    ...{ type: 'collaboration', id, item: miniItem(at), role, status: user === null ? 'pending' : 'accepted' },
    ...{ accessible_by: user === null ? null : miniUser(user), invite_email: user === null ? login : null },
    ...{ created_by: miniUser(createdBy), created_at: boxTime(createdAt), modified_at: boxTime(createdAt), expires_at: null },
  }
}
