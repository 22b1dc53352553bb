// A large file in parts: a session, its parts one after another, and a commit that checks the whole. https://developer.box.com/guides/uploads/chunked/
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { ActionCall, AppAnswer } from '../define-app.js'
import { AppUnavailable } from '../errors.js'
import { retryAfterMs } from '../retry-after.js'
import { sha1Of } from '../file-content.js'
import { uploadBase } from './hosts.js'
import type { NewFile } from './upload-at-once.js'

const session = z.object({ id: z.string().regex(/^\w+$/), part_size: z.number().int().positive() })
const uploaded = z.object({ part: z.object({ part_id: z.string(), offset: z.number(), size: z.number(), sha1: z.string() }) })
type Part = z.output<typeof uploaded>['part']

/** How often a commit is asked again, and how long at most in between; what is left is the next try's. */
const COMMITS = 3
const LONGEST_WAIT_MS = 2_000

/** @returns Box's list of one file. A session that isn't committed holds nothing, and Box drops it within a week. */
export async function uploadInParts(call: ActionCall, file: NewFile): Promise<unknown> {
  const { content, folderId, name, sha1 } = file
  const base = uploadBase(call.host)
  const json = { folder_id: folderId, file_name: name, file_size: content.size }
  const { id, part_size: size } = session.parse((await call.request({ method: 'POST', base, path: '/files/upload_sessions', json })).json)
  const path = `/files/upload_sessions/${id}`
  const parts: Part[] = []
  for (let from = 0; from < content.size; from += size)
    parts.push(await uploadPart(call, { path, file, from, to: Math.min(from + size, content.size) }))
  for (let tries = 1; ; tries++) {
    const answer = await call.request({
      method: 'POST',
      base,
      path: `${path}/commit`,
      headers: { digest: `sha=${sha1.base64}` },
      json: { parts },
    })
    if (answer.status !== 202) return answer.json
    if (tries === COMMITS) throw new AppUnavailable('Box has the parts of the file and is still putting them together.')
    await wait(waitOf(answer))
  }
}

async function uploadPart(
  { request, host }: ActionCall,
  { path, file: { content }, from, to }: { path: string; file: NewFile; from: number; to: number },
): Promise<Part> {
  const digest = await sha1Of(content.read(from, to))
  const { json } = await request({
    method: 'PUT',
    base: uploadBase(host),
    path,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(to - from),
      'content-range': `bytes ${String(from)}-${String(to - 1)}/${String(content.size)}`,
      digest: `sha=${digest.base64}`,
    },
    bytes: content.read(from, to),
  })
  return uploaded.parse(json).part
}

function waitOf({ headers }: AppAnswer): number {
  return Math.min(retryAfterMs(headers) ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS)
}
