// Puts a file onto an incident: streamed from where it was staged, and recognised by its bytes.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_AttachmentAPI.html
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { ActionRejected } from '../../errors.js'
import { digestOf, type FileRef } from '../../file-content.js'
import { encodedQuery, equals, sysId } from '../encoded-query.js'

export interface FileToAttach {
  /** The incident's. */
  readonly id: string
  readonly file: FileRef
}

export interface Attachment {
  readonly id: string
  readonly name: string
  /** Bytes. */
  readonly size: number
}

const TABLE = 'incident'
const LONGEST_NAME = 100
const RECENT = 200
const one = z.object({ sys_id: z.string(), file_name: z.string(), size_bytes: z.string(), hash: z.string().default('') })
const made = z.object({ result: one })
const many = z.object({ result: z.array(one) })
const noted = z.array(z.string())

export const attachFile = defineWrite<FileToAttach, Attachment>({
  recognisedBy: 'exact key',
  subject: ({ file }) => file.name,
  async perform(call, to) {
    const { name, type, content } = await call.openFile(to.file)
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) throw new ActionRejected(`"${type.slice(0, 40)}" isn't a type of file.`)
    await noteAttachments(call, to)
    const query = { table_name: TABLE, table_sys_id: sysId(to.id), file_name: nameOf(name) }
    const headers = { 'content-type': type, 'content-length': String(content.size) }
    const bytes = content.read(0, content.size)
    const { json } = await call.request({ method: 'POST', path: '/now/attachment/file', query, headers, bytes })
    return attachmentOf(made.parse(json).result)
  },
  /** One that wasn't there before, of this name and these very bytes. */
  async find(call, to) {
    const { name, content } = await call.openFile(to.file)
    const before = noted.parse(await noteAttachments(call, to))
    const { hex: hash } = await digestOf('sha256', content.read(0, content.size))
    const size = String(content.size)
    const found = (await attachmentsOf(call, to)).find(
      (each) =>
        !before.includes(each.sys_id) &&
        each.file_name === nameOf(name) &&
        each.size_bytes === size &&
        (each.hash === '' || each.hash === hash),
    )
    return found && attachmentOf(found)
  },
})

/** Without folders and signs that no file's name needs. */
const nameOf = (name: string): string =>
  name
    // eslint-disable-next-line no-control-regex -- that is what is taken out
    .replace(/[\u0000-\u001f/\\:*?"<>|]/g, '_')
    .slice(-LONGEST_NAME) || 'file'

const attachmentOf = ({ sys_id, file_name, size_bytes }: z.infer<typeof one>): Attachment => ({
  ...{ id: sys_id, name: file_name, size: Number(size_bytes) },
})

function noteAttachments(call: ActionCall, to: FileToAttach): Promise<z.infer<typeof noted>> {
  return call.noteOnce(async () => (await attachmentsOf(call, to)).map(({ sys_id }) => sys_id))
}

async function attachmentsOf({ request }: ActionCall, { id }: FileToAttach): Promise<z.infer<typeof one>[]> {
  const sysparm_query = encodedQuery([equals('table_name', TABLE), equals('table_sys_id', sysId(id))], 'sys_created_on')
  const { json } = await request({ method: 'GET', path: '/now/attachment', query: { sysparm_query, sysparm_limit: String(RECENT) } })
  return many.parse(json).result
}
