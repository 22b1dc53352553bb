// What a stand-in's API answers.
import type { ServerResponse } from 'node:http'

/** `body` is sent as JSON, `bytes` as they are; without either the answer is empty. */
export interface ApiAnswer {
  readonly status: number
  readonly body?: unknown
  readonly bytes?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** Always true: the request has its answer. */
export function sendAnswer(response: ServerResponse, { status, body, bytes, headers }: ApiAnswer): true {
  const type = bytes ? 'application/octet-stream' : 'application/json;charset=UTF-8'
  // Not sent yet: a fault may change the body, and its length with it.
  response.statusCode = status
  for (const [name, value] of Object.entries({ 'content-type': type, 'cache-control': 'no-store', ...headers }))
    response.setHeader(name, value)
  response.end(bytes ?? (body === undefined ? undefined : JSON.stringify(body)))
  return true
}
