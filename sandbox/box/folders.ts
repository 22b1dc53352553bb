// Folders: made, shown, listed page by page, changed. https://developer.box.com/reference/resources/folder/
import { badParameter } from './errors.js'
import { bodyOf, fieldsOf, textAt, type Answerer, type BoxCall } from './call.js'
import { addItem } from './add-item.js'
import { changeItem } from './change-item.js'
import { childrenOf, itemFor } from './rights.js'
import { miniItem, showItem, showRoot } from './show-item.js'
import type { Item } from './state.js'

const PAGE = 100
const LONGEST_PAGE = 1_000

/** https://developer.box.com/reference/post-folders/ */
export const createFolder: Answerer = async (call) => {
  const body = await bodyOf(call)
  const item = await addItem(call, { type: 'folder', name: textAt(body, 'name'), folder: textAt(body, 'parent.id'), content: null })
  return { status: 201, body: showItem(call.state, call.user, item, shownAs(call)) }
}

/** https://developer.box.com/reference/get-folders-id/ */
export const getFolder: Answerer = (call) => {
  const [id = ''] = call.ids
  if (id === '0') return { status: 200, body: showRoot(call.user, fieldsOf(call)) }
  return { status: 200, body: showItem(call.state, call.user, folderFor(call), shownAs(call)) }
}

/** https://developer.box.com/reference/put-folders-id/ */
export const changeFolder: Answerer = async (call) => {
  const item = await changeItem(call, 'folder')
  return { status: 200, body: showItem(call.state, call.user, item, shownAs(call)) }
}

/** Folders first, then by name. https://developer.box.com/reference/get-folders-id-items/ */
export const listItems: Answerer = (call) => {
  const { state, user, url, ids } = call
  const [id = ''] = ids
  if (id !== '0') folderFor(call)
  const all = childrenOf(state, user, id).toSorted((one, other) => rank(one).localeCompare(rank(other)))
  const limit = Math.min(wholeNumber(url, 'limit', PAGE), LONGEST_PAGE)
  const byMarker = url.searchParams.get('usemarker') === 'true'
  const from = byMarker ? readMarker(url) : wholeNumber(url, 'offset', 0)
  const page = all.slice(from, from + limit)
  const entries = page.map((item) => (fieldsOf(call) ? showItem(state, user, item, shownAs(call)) : miniItem(item)))
  if (!byMarker) return { status: 200, body: { total_count: all.length, entries, offset: from, limit } }
  const next = from + limit < all.length ? { next_marker: asMarker(from + limit) } : {}
  return { status: 200, body: { entries, limit, ...next } }
}

export function shownAs(call: BoxCall): Parameters<typeof showItem>[3] {
  const fields = fieldsOf(call)
  return fields ? { fields, origin: call.origin } : { origin: call.origin }
}

/** @throws BoxError where it isn't a whole number */
export function wholeNumber({ searchParams }: URL, name: string, otherwise: number): number {
  const given = searchParams.get(name)
  if (given === null) return otherwise
  if (!/^\d+$/.test(given)) throw badParameter(name, `Invalid value '${given}'.`)
  return Number(given)
}

function folderFor({ state, user, ids }: BoxCall): Item {
  return itemFor(state, user, { type: 'folder', id: ids[0] ?? '', right: 'see' })
}

const rank = ({ type, name }: Item): string => `${type === 'folder' ? '0' : '1'}${name.toLowerCase()}`
const asMarker = (from: number): string => Buffer.from(JSON.stringify({ type: 'limit', from })).toString('base64url')

function readMarker(url: URL): number {
  const marker = url.searchParams.get('marker') ?? ''
  if (marker === '') return 0
  try {
    return Number((JSON.parse(Buffer.from(marker, 'base64url').toString()) as { from: unknown }).from)
  } catch {
    throw badParameter('marker', `Invalid value '${marker}'.`)
  }
}
