// ServiceNow's REST APIs, as far as users, incidents, requests, approvals and attachments go.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/api-rest.html
import type { IncomingMessage } from 'node:http'
import { readBody } from '../listen.js'
import type { ApiAnswer } from '../oauth-app/api-answer.js'
import type { User } from './accounts.js'
import { answerAttachment } from './attachment-api.js'
import { answerCatalog } from './catalog-api.js'
import { Failure } from './failure.js'
import type { Records } from './records.js'
import { answerTable } from './table-api.js'

export interface ApiSettings {
  readonly records: Records
  readonly hasUniqueCorrelation: boolean
  /** `com.glide.attachment.max_size`, in bytes. */
  readonly maxAttachmentBytes: number
}

/** Answers one request below `/api/` of a user who is signed in. */
export async function answerApi(request: IncomingMessage, url: URL, user: User, settings: ApiSettings): Promise<ApiAnswer> {
  try {
    return await route(request, url, user, settings)
  } catch (error) {
    if (error instanceof Failure) return error.answer()
    throw error
  }
}

async function route(request: IncomingMessage, url: URL, user: User, settings: ApiSettings): Promise<ApiAnswer> {
  const { records } = settings
  const method = request.method ?? ''
  if (url.pathname === '/api/now/ui/user/current_user') return { status: 200, body: { result: currentUser(user) } }
  const [, of, attachment, part] = /^\/api\/now(?:\/v\d)?\/(attachment)(?:\/(\w+))?(?:\/(file))?$/.exec(url.pathname) ?? []
  if (of)
    return await answerAttachment({
      request,
      url,
      id: attachment,
      isFile: part !== undefined,
      user,
      records,
      maxBytes: settings.maxAttachmentBytes,
    })
  const [, table, id] = /^\/api\/now(?:\/v\d)?\/table\/(\w+)(?:\/(\w+))?$/.exec(url.pathname) ?? []
  const [, path] = /^\/api\/sn_sc(?:\/v\d)?\/servicecatalog\/(.+)$/.exec(url.pathname) ?? []
  const sent = method === 'GET' || method === 'DELETE' ? {} : await readFields(request)
  if (table) return await answerTable({ ...settings, method, url, table, id, sent, user })
  if (path) return await answerCatalog({ method, url, path, sent, user, records })
  throw new Failure(400, 'Requested URI does not represent any resource', url.pathname)
}

async function readFields(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new Failure(415, 'Unsupported media type')
  try {
    const parsed: unknown = JSON.parse(await readBody(request))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>
  } catch {
    // Told below, as any other body that isn't an object.
  }
  throw new Failure(400, 'Exception while reading request', 'The payload is not valid JSON')
}

function currentUser({ sys_id, user_name, name }: User): object {
  return { user_sys_id: sys_id, user_name, user_display_name: name, user_initials: name.replace(/[^A-Z]/g, ''), user_avatar: '' }
}
