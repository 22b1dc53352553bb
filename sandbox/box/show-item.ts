// A folder or a file as Box's API shows it. https://developer.box.com/reference/resources/file/ and …/folder/
import { boxUsers, type User } from './accounts.js'
import { chainOf, may } from './rights.js'
import type { BoxState, Item } from './state.js'

type Shown = Record<string, unknown>
const ROOT = { type: 'folder', id: '0', sequence_id: null, etag: null, name: 'All Files' }

/** Whole seconds, in the time of Box's own place: `2026-11-22T04:40:05-08:00`. */
export function boxTime(at: number): string {
  return `${new Date(at - 8 * 3_600_000).toISOString().slice(0, 19)}-08:00`
}

export function miniUser(userId: string): Shown {
  const { id, name, login } = boxUsers.find((one) => one.id === userId) as User
  return { type: 'user', id, name, login }
}

/** What stands in lists and beside other things. */
export function miniItem({ type, id, etag, name, content }: Item): Shown {
  const mini = { type, id, sequence_id: String(etag), etag: String(etag), name }
  return content ? { ...mini, sha1: content.sha1, file_version: { type: 'file_version', id: content.version, sha1: content.sha1 } } : mini
}

/** The user's own root. */
export function showRoot(user: User, fields?: readonly string[]): Shown {
  const full = {
    ...ROOT,
    created_at: null,
    created_by: { ...miniUser(user.id), id: '' },
    owned_by: miniUser(user.id),
    item_status: 'active',
  }
  return fields ? only(full, fields) : full
}

/** With `fields` only type, id, etag and what is named there comes. @param origin where shared links lead */
export function showItem(
  state: BoxState,
  user: User,
  item: Item,
  { fields, origin }: { fields?: readonly string[]; origin: string },
): Shown {
  const above = chainOf(state, item).slice(1)
  const visible = above.filter((one) => may(state, user, one, 'see'))
  const [parent] = visible.length === above.length || visible.length > 0 ? visible : []
  const path = [ROOT, ...visible.toReversed().map(miniItem)]
  const full: Shown = {
    ...miniItem(item),
    description: '',
    size: item.content?.size ?? 0,
    path_collection: { total_count: path.length, entries: path },
    created_at: boxTime(item.createdAt),
    modified_at: boxTime(item.modifiedAt),
    content_created_at: boxTime(item.createdAt),
    content_modified_at: boxTime(item.modifiedAt),
    created_by: miniUser(item.createdBy),
    modified_by: miniUser(item.modifiedBy),
    owned_by: miniUser(item.owner),
    shared_link: item.link && showLink(item.link, origin),
    parent: parent ? miniItem(parent) : ROOT,
    item_status: 'active',
  }
  return fields ? only(full, fields) : full
}

/** A field that there isn't is left out. */
function only(full: Shown, fields: readonly string[]): Shown {
  const named = fields.filter((field) => field in full).map((field) => [field, full[field]] as const)
  return { type: full.type, id: full.id, etag: full.etag, ...Object.fromEntries(named) }
}

function showLink({ access, slug }: NonNullable<Item['link']>, origin: string): Shown {
  const unset = { download_url: null, vanity_url: null, vanity_name: null, unshared_at: null, is_password_enabled: false }
  const counts = { download_count: 0, preview_count: 0 }
  const permissions = { can_preview: true, can_download: true, can_edit: false }
  const effective = { effective_access: access, effective_permission: 'can_download' }
  return { url: `${origin}/s/${slug}`, ...unset, ...counts, access, ...effective, permissions }
}
