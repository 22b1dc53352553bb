// A large file in parts: a session, its parts, and the commit that checks the whole. https://developer.box.com/guides/uploads/chunked/
import { createHash, randomBytes } from 'node:crypto'
import { checkPlace } from './add-item.js'
import { bodyOf, bytesOf, textAt, type Answerer, type BoxCall } from './call.js'
import { badParameter, badRequest, BoxError, clientError, noSuchPath } from './errors.js'
import { wholeNumber } from './folders.js'
import { boxTime } from './show-item.js'
import type { Part, UploadSession } from './state.js'
import { addFile, filesAnswer } from './uploads.js'

const LIVES_MS = 7 * 86_400_000
/** In one page. */
const PARTS = 1_000

/** Checks the place as an upload does. https://developer.box.com/reference/post-files-upload-sessions/ */
export const startSession: Answerer = async (call) => {
  const { state, user, habits } = call
  const body = await bodyOf(call)
  const [folder, name, size] = [textAt(body, 'folder_id'), textAt(body, 'file_name'), Number(body.file_size)]
  if (!(size >= habits.sessionMinimum)) throw badRequest('file_size_too_small', 'The file is too small for a chunked upload')
  checkPlace(call, { type: 'file', name, folder })
  const session: UploadSession = {
    ...{ id: randomBytes(16).toString('hex').toUpperCase(), user: user.id, folder, name, size, partSize: habits.partSize },
    ...{ expiresAt: Date.now() + LIVES_MS, parts: [], unready: habits.unready },
  }
  state.sessions.push(session)
  await state.save()
  return { status: 201, body: showSession(session, call.origin) }
}

/** https://developer.box.com/reference/put-files-upload-sessions-id/ */
export const uploadPart: Answerer = async (call) => {
  const session = sessionFor(call)
  const bytes = await bytesOf(call, session.partSize)
  const [, first = NaN, last = NaN, whole = NaN] =
    /^bytes (\d+)-(\d+)\/(\d+)$/.exec(call.request.headers['content-range'] ?? '')?.map(Number) ?? []
  const length = Math.min(session.partSize, session.size - first)
  const isPart = whole === session.size && first % session.partSize === 0 && last - first + 1 === length && bytes.length === length
  if (!isPart) throw new BoxError(clientError(416, 'range_not_satisfiable', 'The content range does not match the size of the part'))
  const sha1 = createHash('sha1').update(bytes).digest()
  if (call.request.headers.digest !== `sha=${sha1.toString('base64')}`) throw badRequest('bad_digest', 'The digest does not match the part')
  if (session.parts.some(({ offset }) => offset === first))
    throw new BoxError(clientError(409, 'conflict', 'A part was uploaded for this range before'))
  await call.state.keepBytes(bytes)
  const part: Part = { part_id: randomBytes(4).toString('hex').toUpperCase(), offset: first, size: length, sha1: sha1.toString('hex') }
  session.parts.push(part)
  await call.state.save()
  return { status: 200, body: { part } }
}

/** https://developer.box.com/reference/get-files-upload-sessions-id/ */
export const getSession: Answerer = (call) => ({ status: 200, body: showSession(sessionFor(call), call.origin) })

/** https://developer.box.com/reference/get-files-upload-sessions-id-parts/ */
export const listParts: Answerer = (call) => {
  const all = sessionFor(call).parts.toSorted((one, other) => one.offset - other.offset)
  const [offset, limit] = [wholeNumber(call.url, 'offset', 0), wholeNumber(call.url, 'limit', PARTS)]
  return { status: 200, body: { total_count: all.length, offset, limit, entries: all.slice(offset, offset + limit) } }
}

/** https://developer.box.com/reference/post-files-upload-sessions-id-commit/ */
export const commitSession: Answerer = async (call) => {
  const { state } = call
  const session = sessionFor(call)
  const { parts: named } = await bodyOf(call)
  const parts = session.parts.toSorted((one, other) => one.offset - other.offset)
  const isWhole = parts.reduce((sum, { size }) => sum + size, 0) === session.size
  if (!isWhole || !isSame(named, parts)) throw badParameter('parts', 'The parts do not match what was uploaded')
  if (session.unready-- > 0) return { status: 202, headers: { 'retry-after': '1' } }
  const bytes = Buffer.concat(await Promise.all(parts.map(({ sha1 }) => state.readBytes(sha1))))
  const digest = createHash('sha1').update(bytes).digest('base64')
  if (call.request.headers.digest !== `sha=${digest}`) throw badRequest('bad_digest', 'The digest does not match the file')
  const file = await addFile(call, { name: session.name, folder: session.folder }, bytes)
  await forget(call, session)
  return filesAnswer(call, file)
}

/** https://developer.box.com/reference/delete-files-upload-sessions-id/ */
export const abortSession: Answerer = async (call) => {
  await forget(call, sessionFor(call))
  return { status: 204 }
}

function sessionFor({ state, user, ids }: BoxCall): UploadSession {
  const found = state.sessions.find(({ id, user: whose, expiresAt }) => id === ids[0] && whose === user.id && expiresAt > Date.now())
  if (!found) throw new BoxError(noSuchPath())
  return found
}

async function forget({ state }: BoxCall, session: UploadSession): Promise<void> {
  state.sessions = state.sessions.filter((one) => one !== session)
  await state.save()
}

function isSame(named: unknown, parts: readonly Part[]): boolean {
  if (!Array.isArray(named) || named.length !== parts.length) return false
  return parts.every((part) => (named as Partial<Part>[]).some(({ part_id: id, offset }) => id === part.part_id && offset === part.offset))
}

function showSession({ id, partSize, size, parts, expiresAt }: UploadSession, origin: string): object {
  const at = `${origin}/api/2.0/files/upload_sessions/${id}`
  const endpoints = { upload_part: at, commit: `${at}/commit`, abort: at, list_parts: `${at}/parts`, status: at, log_event: `${at}/log` }
  const facts = { part_size: partSize, total_parts: Math.ceil(size / partSize), num_parts_processed: parts.length }
  return { type: 'upload_session', id, session_expires_at: boxTime(expiresAt), ...facts, session_endpoints: endpoints }
}
