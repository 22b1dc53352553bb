// TLS in front of the bot, as a deployment has it: ends https on a port of its own and hands requests on over http.
import { request as httpRequest } from 'node:http'
import { listenLocally, type TlsFiles } from '../../../sandbox/listen.js'

export interface TlsProxy {
  /** `https://localhost:<port>`: the PUBLIC_URL. */
  readonly url: string
  close(): Promise<void>
}

/** @param port the bot's on 127.0.0.1; it may start later */
export async function startTlsProxy(port: number, tls: TlsFiles): Promise<TlsProxy> {
  const local = await listenLocally(0, tls)
  local.server.on('request', (incoming, answer) => {
    const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress, 'x-forwarded-proto': 'https' }
    const onward = httpRequest({ host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => {
      answer.writeHead(502).end()
    })
    incoming.pipe(onward)
  })
  return { url: `https://localhost:${String(local.port)}`, close: () => local.close() }
}
