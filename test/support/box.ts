// Somebody who is signed in at the stand-in for Box, as bare HTTP.
import type { BoxStandIn } from '../../sandbox/box/index.js'
import { oauthPaths } from '../../sandbox/box/oauth.js'
import { signInRaw, type RawAnswer } from './oauth-app.js'

type Headers = Readonly<Record<string, string>>

export interface BoxClient {
  readonly token: string
  get(path: string): Promise<RawAnswer>
  post(path: string, body: object, headers?: Headers): Promise<RawAnswer>
  put(path: string, body: object, headers?: Headers): Promise<RawAnswer>
  /** Follows no redirect. */
  send(method: string, path: string, body?: string | Buffer | FormData, headers?: Headers): Promise<RawAnswer>
  /** `file`: what was made of it. */
  upload(
    to: { name: string; parent: string },
    bytes: string | Buffer,
    headers?: Headers,
  ): Promise<RawAnswer & { readonly file: Readonly<Record<string, unknown>> | undefined }>
}

/** @param account its key: `alice` */
export async function boxAs({ url }: Pick<BoxStandIn, 'url'>, account: string): Promise<BoxClient> {
  const { json } = await signInRaw({ url }, oauthPaths, { account, scope: 'root_readwrite' })
  const token = String(json?.access_token)
  const send: BoxClient['send'] = async (method, path, body, headers = {}) => {
    const sent = body instanceof FormData || body === undefined ? body : new Uint8Array(Buffer.from(body))
    const given = { authorization: `Bearer ${token}`, ...headers }
    const response = await fetch(new URL(path, url), {
      method,
      headers: given,
      redirect: 'manual',
      ...(sent !== undefined && { body: sent }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text, json: parse(text) }
  }
  const sendJson =
    (method: string) =>
    (path: string, body: object, headers: Headers = {}) =>
      send(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
  return {
    ...{ token, send, post: sendJson('POST'), put: sendJson('PUT'), get: (path) => send('GET', path) },
    async upload({ name, parent }, bytes, headers = {}) {
      const form = new FormData()
      form.set('attributes', JSON.stringify({ name, parent: { id: parent } }))
      form.set('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name)
      const answer = await send('POST', '/api/2.0/files/content', form, headers)
      const [file] = (answer.json?.entries ?? []) as Readonly<Record<string, unknown>>[]
      return { ...answer, file }
    },
  }
}

function parse(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return undefined
  }
}
