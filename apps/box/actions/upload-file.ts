// Puts a new file into a folder: streamed, in parts where it is large, and checked by its SHA-1. A name that is taken is refused.
// https://developer.box.com/reference/post-files-content/ and https://developer.box.com/guides/uploads/chunked/
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { sha1Of, type Digest, type FileRef } from '../../file-content.js'
import { isOurs, ITEM_FIELDS, itemAnswer, itemPath, MADE_FIELDS, ROOT, toItem, type BoxItem, type FolderRef } from '../item.js'
import { NameInUse } from '../refusals.js'
import { uploadAtOnce } from '../upload-at-once.js'
import { uploadInParts } from '../upload-in-parts.js'

export interface UploadFile {
  readonly file: FileRef
  /** The file's own unless told. */
  readonly name?: string
  /** The account's own root unless told. */
  readonly in?: FolderRef
}

export interface UploadedFile extends BoxItem {
  /** Hex. */
  readonly sha1: string
}

/** Box takes parts from here on. Bytes. */
const IN_PARTS_FROM = 20_000_000
const entry = itemAnswer.extend({ sha1: z.string() })
const answer = z.object({ entries: z.tuple([entry], z.unknown()) })

export const uploadFile = defineWrite<UploadFile, UploadedFile>({
  // A name is taken once in a folder, and the file in the way says its SHA-1: a repeat is refused and finds the first one.
  recognisedBy: 'enforced',
  subject: ({ name, file }) => name ?? file.name,
  describe: ({ url }) => ({ facts: [], url }),
  async perform(call, { file, name: wanted, in: folder = ROOT }) {
    const { name: own, content } = await call.openFile(file)
    const name = wanted ?? own
    const sha1 = await sha1Of(content.read(0, content.size))
    const upload = content.size < IN_PARTS_FROM ? uploadAtOnce : uploadInParts
    try {
      const json = await upload(call, { name, folderId: folder.id, content, sha1 })
      return toFile(answer.parse(json).entries[0], call.host)
    } catch (error) {
      if (!(error instanceof NameInUse)) throw error
      return await fileInTheWay(call, error, sha1)
    }
  },
})

/** It is ours where an earlier try may have put it there: the same bytes, from the account that acts, since then. */
async function fileInTheWay(call: ActionCall, refusal: NameInUse, sha1: Digest): Promise<UploadedFile> {
  const { conflict } = refusal
  if (!call.isRetry || conflict?.type !== 'file') throw refusal
  const path = itemPath({ type: 'file', id: conflict.id })
  const { json } = await call.request({ method: 'GET', path, query: { fields: `${ITEM_FIELDS},sha1,${MADE_FIELDS}` } })
  const found = entry.parse(json)
  if (found.sha1 !== sha1.hex || !isOurs(call, json)) throw refusal
  return toFile(found, call.host)
}

function toFile(file: z.output<typeof entry>, host: string): UploadedFile {
  return { ...toItem(file, host), sha1: file.sha1 }
}
