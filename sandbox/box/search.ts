// Search by name: what the user sees, and only what the index has by now. https://developer.box.com/reference/get-search/
import type { Answerer } from './call.js'
import { badParameter } from './errors.js'
import { shownAs, wholeNumber } from './folders.js'
import { chainOf, may } from './rights.js'
import { showItem } from './show-item.js'

const PAGE = 30
const LONGEST_PAGE = 200

export const searchItems: Answerer = (call) => {
  const { state, user, url, habits } = call
  const { searchParams } = url
  const query = searchParams.get('query') ?? ''
  if (query.trim() === '') throw badParameter('query', "'query' is required", 'missing_parameter')
  const limit = wholeNumber(url, 'limit', PAGE)
  const offset = wholeNumber(url, 'offset', 0)
  if (limit > LONGEST_PAGE) throw badParameter('limit', `Invalid value '${String(limit)}'. Maximum value: ${String(LONGEST_PAGE)}.`)
  if (offset % limit !== 0) throw badParameter('offset', 'The offset must be a multiple of the limit')
  const words = query.toLowerCase().replaceAll('"', '').split(/\s+/).filter(Boolean)
  const type = searchParams.get('type')
  const folders = searchParams.get('ancestor_folder_ids')?.split(',')
  const found = state.items.filter(
    (item) =>
      item.modifiedAt + habits.indexAfterMs <= Date.now() &&
      (type === null || item.type === type) &&
      words.every((word) => item.name.toLowerCase().includes(word)) &&
      (!folders || folders.includes('0') || chainOf(state, item).some(({ id }) => id !== item.id && folders.includes(id))) &&
      may(state, user, item, 'see'),
  )
  const entries = found.slice(offset, offset + limit).map((item) => showItem(state, user, item, shownAs(call)))
  return { status: 200, body: { type: 'search_results_items', total_count: found.length, limit, offset, entries } }
}
