// What a stand-in's API answers.
import type { ServerResponse } from 'node:http'

/** `body` is sent as JSON; without it the answer is empty. */
export interface ApiAnswer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Always true: the request has its answer. */
export function sendAnswer(response: ServerResponse, { status, body, headers }: ApiAnswer): true {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
  return true
}
