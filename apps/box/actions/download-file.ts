// Reads the bytes of a file, which Box hands out at another host. https://developer.box.com/reference/get-files-id-content/
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ByteSink } from '../../../http/http.js'
import { defineRead } from '../../define-app.js'
import { ActionRejected, AppUnavailable, RateLimited } from '../../errors.js'
import { retryAfterMs } from '../../retry-after.js'
import { ITEM_FIELDS, itemAnswer, itemPath, toItem, type BoxItem } from '../item.js'

/** Not for a recipe: bytes in an action's output would be in Temporal's history (docs/decisions/0029-box-files.md). */
export interface DownloadFile {
  readonly id: string
  /** Where the bytes go; asked anew at each try. What it has is whole only when the action has ended well. */
  readonly open: () => ByteSink
  /** A larger file is refused before a byte of it comes. Bytes. */
  readonly maxBytes: number
}

const answer = itemAnswer.extend({ size: z.number(), sha1: z.string() })

export const downloadFile = defineRead<DownloadFile, BoxItem>({
  async perform({ request, host }, { id, open, maxBytes }) {
    const path = itemPath({ type: 'file', id })
    const file = answer.parse((await request({ method: 'GET', path, query: { fields: `${ITEM_FIELDS},sha1` } })).json)
    if (file.size > maxBytes)
      throw new ActionRejected(`${file.name} has ${String(file.size)} bytes; at most ${String(maxBytes)} can be taken.`)
    const hash = createHash('sha1')
    const write = open()
    const sink: ByteSink = (piece) => {
      hash.update(piece)
      return write(piece)
    }
    const { status, headers } = await request({ method: 'GET', path: `${path}/content`, into: { sink, maxBytes } })
    if (status === 202) throw new RateLimited(`Box has ${file.name} and is still preparing it.`, retryAfterMs(headers))
    if (hash.digest('hex') !== file.sha1) throw new AppUnavailable(`${file.name} came with other bytes than Box says it has.`)
    return toItem(file, host)
  },
})
