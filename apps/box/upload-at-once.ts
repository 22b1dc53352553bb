// A file in one request: a form whose attributes come before its bytes. https://developer.box.com/reference/post-files-content/
import { randomBytes } from 'node:crypto'
import type { ActionCall } from '../define-app.js'
import type { Digest, FileContent } from '../file-content.js'
import { uploadBase } from './hosts.js'

/** A file that is to be. */
export interface NewFile {
  readonly name: string
  readonly folderId: string
  readonly content: FileContent
  readonly sha1: Digest
}

/** @returns Box's list of one file */
export async function uploadAtOnce({ request, host }: ActionCall, { name, folderId, content, sha1 }: NewFile): Promise<unknown> {
  const boundary = `workbot-${randomBytes(16).toString('hex')}`
  const attributes = JSON.stringify({ name, parent: { id: folderId } })
  const part = (headers: string): string => `--${boundary}\r\ncontent-disposition: form-data; ${headers}\r\n\r\n`
  // Its name is in the attributes, where quotes can't break a header.
  const filePart = part('name="file"; filename="file"\r\ncontent-type: application/octet-stream')
  const head = Buffer.from(`${part('name="attributes"')}${attributes}\r\n${filePart}`)
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const { json } = await request({
    method: 'POST',
    base: uploadBase(host),
    path: '/files/content',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + content.size + tail.length),
      // A SHA-1 in spite of its name: Box refuses bytes that came otherwise.
      'content-md5': sha1.hex,
    },
    bytes: inTurn(head, content, tail),
  })
  return json
}

async function* inTurn(head: Uint8Array, content: FileContent, tail: Uint8Array): AsyncGenerator<Uint8Array> {
  yield head
  yield* content.read(0, content.size)
  yield tail
}
