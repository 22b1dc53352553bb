// Searches files and folders by their words: names, descriptions, text. The index is late: what was made just now isn't found yet.
// https://developer.box.com/reference/get-search/
import { z } from 'zod'
import { defineRead } from '../../define-app.js'
import { ITEM_FIELDS, toItems, type BoxItem, type FolderRef } from '../item.js'

export interface SearchItems {
  readonly query: string
  readonly type?: 'folder' | 'file'
  /** Only what lies below it, at any depth. */
  readonly in?: FolderRef
  /** Where to go on: `next` of the page before. */
  readonly from?: number
}

export interface FoundItems {
  readonly items: readonly BoxItem[]
  readonly total: number
  /** Null: there is no more. */
  readonly next: number | null
}

const PAGE = 100
const answer = z.object({ total_count: z.number(), entries: z.array(z.unknown()) })

export const searchItems = defineRead<SearchItems, FoundItems>({
  async perform({ request, host }, { query, type, in: folder, from = 0 }) {
    const { json } = await request({
      method: 'GET',
      path: '/search',
      query: {
        ...{ query, fields: ITEM_FIELDS, limit: String(PAGE), offset: String(from) },
        ...(type && { type }),
        ...(folder && { ancestor_folder_ids: folder.id }),
      },
    })
    const { total_count: total, entries } = answer.parse(json)
    const next = from + PAGE
    return { items: toItems(entries, host), total, next: next < total ? next : null }
  },
})
