// Creates a folder. https://developer.box.com/reference/post-folders/
import { defineWrite, type ActionCall } from '../../define-app.js'
import { PermissionDenied } from '../../errors.js'
import { isOurs, ITEM_FIELDS, itemAnswer, itemPath, MADE_FIELDS, ROOT, toItem, type BoxItem, type FolderRef } from '../item.js'
import { NameInUse } from '../refusals.js'

export interface CreateFolder {
  readonly name: string
  /** The account's own root unless told. */
  readonly in?: FolderRef
  /** What becomes of it where a folder has that name already: the step ends, or goes on with that folder. `refuse` unless told. */
  readonly existing?: 'refuse' | 'use'
}

export interface CreatedFolder extends BoxItem {
  /** False: it was there before. */
  readonly isNew: boolean
}

export const createFolder = defineWrite<CreateFolder, CreatedFolder>({
  // Box has no field for a key, but a name is taken once in a folder: a repeat is refused, and says by which one.
  recognisedBy: 'enforced',
  subject: ({ name }) => name,
  // One that was there before isn't what was done.
  describe: ({ isNew, url }) => ({ facts: [], ...(isNew && { url }) }),
  async perform(call, { name, in: folder = ROOT, existing = 'refuse' }) {
    try {
      const json = { name, parent: { id: folder.id } }
      const created = await call.request({ method: 'POST', path: '/folders', query: { fields: ITEM_FIELDS }, json })
      return { ...toItem(itemAnswer.parse(created.json), call.host), isNew: true }
    } catch (error) {
      if (!(error instanceof NameInUse)) throw error
      return await folderInTheWay(call, error, existing)
    }
  },
})

/** It is ours where an earlier try may have made it, and the account that acts did, since then. */
async function folderInTheWay(call: ActionCall, refusal: NameInUse, existing: 'refuse' | 'use'): Promise<CreatedFolder> {
  const { conflict } = refusal
  if (conflict?.type !== 'folder' || (!call.isRetry && existing === 'refuse')) throw refusal
  const path = itemPath({ type: 'folder', id: conflict.id })
  const { json } = await call
    .request({ method: 'GET', path, query: { fields: `${ITEM_FIELDS},${MADE_FIELDS}` } })
    .catch((error: unknown) => {
      // Gone or hidden since: the name is what is left to say.
      throw error instanceof PermissionDenied ? refusal : error
    })
  const isNew = call.isRetry && isOurs(call, json)
  if (!isNew && existing === 'refuse') throw refusal
  return { ...toItem(itemAnswer.parse(json), call.host), isNew }
}
