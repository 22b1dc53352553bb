// GET /metrics for Prometheus, on an inner port of its own.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export interface MetricsServer {
  close(): Promise<void>
}

/** @param port 0 for any free one @throws EADDRINUSE where it is taken */
export async function startMetricsServer({
  host,
  port,
  answer,
}: {
  host: string
  port: number
  answer: (request: IncomingMessage, response: ServerResponse) => void
}): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url === '/metrics' && request.method === 'GET') answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
