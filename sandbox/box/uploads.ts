// A file in one request: a form whose attributes come before its bytes. https://developer.box.com/reference/post-files-content/
import { createHash } from 'node:crypto'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import { addItem, type NewItem } from './add-item.js'
import { bytesOf, textAt, type Answerer, type BoxCall } from './call.js'
import { badParameter, badRequest, BoxError, clientError } from './errors.js'
import { shownAs } from './folders.js'
import { showItem } from './show-item.js'
import type { Item } from './state.js'

const LARGEST = 50 * 1_048_576
const ROUND_IT = 65_536

export const uploadFile: Answerer = async (call) => {
  const { attributes, bytes } = await readForm(call)
  const digest = createHash('sha1').update(bytes).digest('hex')
  const claimed = call.request.headers['content-md5']
  // A SHA-1 in spite of its name.
  if (typeof claimed === 'string' && claimed.toLowerCase() !== digest)
    throw badRequest('bad_digest', 'The specified content-md5 did not match what we received.')
  const file = await addFile(call, { name: textAt(attributes, 'name'), folder: textAt(attributes, 'parent.id') }, bytes)
  return filesAnswer(call, file)
}

/** Keeps the bytes, then makes the file. */
export async function addFile(call: BoxCall, place: Pick<NewItem, 'name' | 'folder'>, bytes: Buffer): Promise<Item> {
  const { state } = call
  const content = { sha1: await state.keepBytes(bytes), size: bytes.length, version: state.nextId() }
  return await addItem(call, { ...place, type: 'file', content })
}

/** The new file, in a list of one. */
export function filesAnswer(call: BoxCall, file: Item): ApiAnswer {
  return { status: 201, body: { total_count: 1, entries: [showItem(call.state, call.user, file, shownAs(call))] } }
}

async function readForm(call: BoxCall): Promise<{ attributes: Readonly<Record<string, unknown>>; bytes: Buffer }> {
  const body = await bytesOf(call, LARGEST + ROUND_IT).catch(() => {
    throw new BoxError(clientError(403, 'file_size_limit_exceeded', 'File size exceeds the folder owner file size limit'))
  })
  const type = call.request.headers['content-type'] ?? ''
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- a form of bounded size, from this machine
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw badParameter('entity-body', 'Invalid multipart form')
  })
  const names = [...form.keys()]
  const attributes = form.get('attributes')
  const file = form.get('file')
  if (file === null || typeof file === 'string') throw badParameter('file', "'file' is required", 'missing_parameter')
  if (typeof attributes !== 'string') throw badParameter('attributes', "'attributes' is required", 'missing_parameter')
  if (names.indexOf('attributes') > names.indexOf('file'))
    throw badRequest('metadata_after_file_contents', 'Metadata must be sent before the file contents')
  return { attributes: JSON.parse(attributes) as Record<string, unknown>, bytes: Buffer.from(await file.arrayBuffer()) }
}
