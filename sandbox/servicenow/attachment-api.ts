// The Attachment API: a file put onto a record, listed, and read again.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_AttachmentAPI.html
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { User } from './accounts.js'
import { runEncodedQuery } from './encoded-query.js'
import { Failure, noRecord, refusedByAcl } from './failure.js'
import { pageHeaders } from './page-headers.js'
import type { Records } from './records.js'
import { mayRead, mayWrite } from './rights.js'
import { tables, type Row } from './schema.js'

export interface AttachmentRequest {
  readonly request: IncomingMessage
  readonly url: URL
  readonly id: string | undefined
  /** The bytes are asked for, not what is known of them. */
  readonly isFile: boolean
  readonly user: User
  readonly records: Records
  /** `com.glide.attachment.max_size`, in bytes. */
  readonly maxBytes: number
}

const DEFAULT_LIMIT = 1_000

/** @throws Failure */
export async function answerAttachment(asked: AttachmentRequest): Promise<ApiAnswer> {
  const { request, id, isFile, records } = asked
  if (request.method === 'POST' && id === 'file') return await upload(asked)
  if (request.method === 'GET' && id === undefined) return list(asked)
  const found = id === undefined ? undefined : visible(asked).find(({ sys_id }) => sys_id === id)
  if (!found) throw noRecord()
  if (request.method === 'GET' && isFile)
    return {
      status: 200,
      bytes: records.bytesOf(found.sys_id ?? '') ?? Buffer.alloc(0),
      headers: { 'content-type': found.content_type ?? 'application/octet-stream', 'x-attachment-metadata': JSON.stringify(found) },
    }
  if (request.method === 'GET') return { status: 200, body: { result: found } }
  throw new Failure(405, `Method not supported: ${request.method ?? ''}`)
}

async function upload({ request, url, user, records, maxBytes }: AttachmentRequest): Promise<ApiAnswer> {
  const [table = '', id = '', name = ''] = ['table_name', 'table_sys_id', 'file_name'].map((one) => url.searchParams.get(one) ?? '')
  const type = request.headers['content-type']
  if (!table || !id || !name || type === undefined)
    throw new Failure(400, 'Missing mandatory parameter', 'table_name, table_sys_id, file_name, Content-Type')
  const content = await readBytes(request, maxBytes)
  const row = tables[table] ? records.rows(table).find(({ sys_id }) => sys_id === id) : undefined
  if (!row || !mayRead(user, table, row, records)) throw noRecord()
  if (!mayWrite(user, table, row)) throw refusedByAcl('Insert')
  const hash = createHash('sha256').update(content).digest('hex')
  const values = { table_name: table, table_sys_id: id, file_name: name, content_type: type, size_bytes: String(content.length), hash }
  const made = records.insert('sys_attachment', user, { ...values, state: 'pending', compressed: 'true' }, content)
  await records.save()
  const link = `${url.origin}/api/now/attachment/${made.sys_id ?? ''}`
  return { status: 201, body: { result: { ...made, download_link: `${link}/file` } }, headers: { location: link } }
}

/** Those of records that the user reads. */
function visible({ user, records }: AttachmentRequest): Row[] {
  return records.rows('sys_attachment').filter(({ table_name: table = '', table_sys_id: id }) => {
    const row = records.rows(table).find(({ sys_id }) => sys_id === id)
    return row && mayRead(user, table, row, records)
  })
}

function list(asked: AttachmentRequest): ApiAnswer {
  const { searchParams } = asked.url
  const asking = { user: asked.user, valueOf: (row: Row, field: string) => row[field] }
  const found = runEncodedQuery(visible(asked), searchParams.get('sysparm_query') ?? '', asking)
  const [offset, limit] = [Number(searchParams.get('sysparm_offset') ?? 0), Number(searchParams.get('sysparm_limit') ?? DEFAULT_LIMIT)]
  const headers = pageHeaders(asked.url, { offset, limit, total: found.length })
  return { status: 200, body: { result: found.slice(offset, offset + limit) }, headers }
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= maxBytes) chunks.push(chunk)
  }
  if (size > maxBytes) throw new Failure(413, 'Payload too large', `The file is larger than ${String(maxBytes)} bytes`)
  return Buffer.concat(chunks)
}
