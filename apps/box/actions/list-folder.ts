// What is in a folder, page by page. https://developer.box.com/reference/get-folders-id-items/
import { z } from 'zod'
import { defineRead, type ActionCall } from '../../define-app.js'
import { ITEM_FIELDS, itemPath, ROOT, toItems, type BoxItem, type FolderRef } from '../item.js'

export interface ListFolder {
  /** The account's own root unless told. */
  readonly in?: FolderRef
  /** Where to go on: `next` of the page before. */
  readonly from?: string
}

export interface FolderPage {
  readonly items: readonly BoxItem[]
  /** Null: there is no more. */
  readonly next: string | null
}

const PAGE = 100
const answer = z.object({ entries: z.array(z.unknown()), next_marker: z.string().nullish() })

export const listFolder = defineRead<ListFolder | void, FolderPage>({
  perform: (call, input) => readPage(call, { ...(input ?? {}), size: PAGE }),
})

/** One page; at most 1,000 items. By marker, so that no item is skipped when others come or go meanwhile. */
export async function readPage(
  { request, host }: Pick<ActionCall, 'request' | 'host'>,
  { in: folder = ROOT, from, size }: ListFolder & { readonly size: number },
): Promise<FolderPage> {
  const { json } = await request({
    method: 'GET',
    path: `${itemPath({ type: 'folder', id: folder.id })}/items`,
    query: { usemarker: 'true', fields: ITEM_FIELDS, limit: String(size), ...(from !== undefined && { marker: from }) },
  })
  const { entries, next_marker: next } = answer.parse(json)
  return { items: toItems(entries, host), next: next || null }
}
