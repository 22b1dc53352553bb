// Where Teams keeps what people send, as a stand-in: a pre-authenticated address for each file.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'

export interface FileServer {
  /** For `TEAMS_FILE_HOSTS`. */
  readonly host: string
  /** Requests that came, with their Authorization header. */
  readonly asked: { readonly path: string; readonly authorization: string | undefined }[]
  /** The attachment by which Teams tells a bot of a file. */
  sends(name: string, content: Uint8Array, type?: string): Record<string, unknown>
  close(): Promise<void>
}

export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, { readonly content: Uint8Array; readonly type: string }>()
  const asked: FileServer['asked'] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, authorization: request.headers.authorization })
    const file = files.get(path)
    if (!file) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': file.type }).end(file.content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    host,
    asked,
    sends(name, content, type = 'application/octet-stream') {
      const path = `/${randomUUID()}`
      files.set(path, { content, type })
      return attachmentAt(name, `http://${host}${path}`)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
export function attachmentAt(name: string, downloadUrl: string): Record<string, unknown> {
  const fileType = name.split('.').at(-1) ?? ''
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    contentUrl: `https://contoso-my.sharepoint.com/personal/alice/Documents/Microsoft Teams Chat Files/${name}`,
    name,
    content: { downloadUrl, uniqueId: randomUUID(), fileType },
  }
}
