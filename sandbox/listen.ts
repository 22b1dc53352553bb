// An HTTP server of the sandbox: on loopback only, and closed with its open connections.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A server that listens on 127.0.0.1. */
export interface LocalServer {
  readonly server: Server
  /** `http://127.0.0.1:<port>`, or https where it was given a certificate. */
  readonly origin: string
  readonly port: number
  close(): Promise<void>
}

/** What a server needs to speak https; both are PEM. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

/** @param port 0 for any. @throws EADDRINUSE when it is taken */
export async function listenLocally(port: number, tls?: TlsFiles): Promise<LocalServer> {
  const server = tls ? createTlsServer({ ...tls }) : createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  return {
    server,
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${String(actual)}`,
    port: actual,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** Sends every request to `handle`; what it throws is answered as 500 and told to `onError`. */
export function handleRequests(
  server: Server,
  handle: (...args: Parameters<RequestListener>) => Promise<void>,
  onError: (error: unknown) => void,
): void {
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      onError(error)
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end('The stand-in failed; its log says why.')
    })
  })
}

/** The whole body as text. @throws over 1 MiB */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request, 1_048_576)).toString('utf8')
}

/** @throws over `atMost` bytes */
export async function readBytes(request: IncomingMessage, atMost: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > atMost) throw new Error(`The request is larger than ${String(atMost)} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
