// A server that answers as an app has answered before, and does nothing else: what is left of an action's time is our own code and HTTP.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Http, HttpRequest, HttpResponse } from '../../http/http.js'

/** What one performance of an action sent and got. */
export interface Exchange {
  readonly request: HttpRequest
  readonly response: HttpResponse
}

/** The same way to the app, with everything noted. */
export function recording(http: Http, exchanges: Exchange[]): Http {
  return async (request) => {
    const response = await http(request)
    exchanges.push({ request, response })
    return response
  }
}

export interface RecordedApp {
  readonly url: string
  close(): Promise<void>
}

/** Gives the answers in their order, and begins again after the last. @throws nothing: a request out of order gets the wrong answer, which its action refuses */
export async function startRecordedApp(exchanges: readonly Exchange[]): Promise<RecordedApp> {
  let next = 0
  const server = createServer((request, response) => {
    const { status, body, headers } = exchanges[next++ % exchanges.length]?.response ?? { status: 500, body: '', headers: new Headers() }
    request.resume()
    request.once('end', () => {
      const told = ['content-type', 'x-total-count', 'link', 'location'].flatMap((name) =>
        headers.has(name) ? [[name, headers.get(name) ?? '']] : [],
      )
      response
        .writeHead(status, { ...Object.fromEntries(told), ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }) })
        .end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
