// The item of a name in a folder, exactly; read from the folder itself, since search is late. https://developer.box.com/reference/get-folders-id-items/
import { defineRead } from '../../define-app.js'
import { ActionRejected } from '../../errors.js'
import type { BoxItem, FolderRef } from '../item.js'
import { readPage } from './list-folder.js'

export interface FindInFolder {
  /** Upper and lower case are the same name, as they are to Box. */
  readonly name: string
  /** The account's own root unless told. */
  readonly in?: FolderRef
}

export interface FoundInFolder {
  /** Null: there is none of this name that the account sees. */
  readonly item: BoxItem | null
}

const PAGE = 1_000
/** What fits into an activity's time. */
const PAGES_AT_MOST = 3

export const findInFolder = defineRead<FindInFolder, FoundInFolder>({
  async perform(call, { name, in: folder }) {
    let from: string | undefined
    for (let pages = 0; pages < PAGES_AT_MOST; pages++) {
      const page = await readPage(call, { ...(folder && { in: folder }), ...(from !== undefined && { from }), size: PAGE })
      const item = page.items.find((one) => one.name.toLowerCase() === name.toLowerCase())
      if (item || page.next === null) return { item: item ?? null }
      from = page.next
    }
    throw new ActionRejected(`The folder has more than ${String(PAGE * PAGES_AT_MOST)} items, too many to look for ${name} in it.`)
  },
})
