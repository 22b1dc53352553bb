// Sends a file to the bot as one of the sandbox's people: the Teams client of the sandbox has no button for it, so a page has.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { escapeHtml, htmlPage } from '../html.js'
import { handleRequests, listenLocally, readBytes } from '../listen.js'
import { SANDBOX_TENANT, sandboxPeople, type SandboxPerson } from '../people.js'
import { BOT, personalChatId } from './configuration.js'

export interface FileSenderOptions {
  readonly port: number
  /** The bot's origin. */
  readonly botUrl: string
  /** Where each person's Teams client takes what the bot posts, by the person's key. */
  readonly serviceUrls: Readonly<Record<string, string>>
  readonly onError?: (error: unknown) => void
}

export interface FileSender {
  readonly url: string
  close(): Promise<void>
}

const LARGEST = 60_000_000

/** Files are kept as long as it runs, each at an address that opens by itself, as in Teams. */
export async function startFileSender({ port, botUrl, serviceUrls, onError = () => undefined }: FileSenderOptions): Promise<FileSender> {
  const files = new Map<string, { readonly type: string; readonly content: Buffer }>()
  const { server, origin, close } = await listenLocally(port)

  const send = async (request: IncomingMessage, response: ServerResponse, asked: URL): Promise<void> => {
    const person = sandboxPeople.find(({ key }) => key === asked.searchParams.get('as'))
    // A page of another site must not act as somebody here.
    if (request.headers.origin !== origin || !person) {
      respond(response, 403, 'text/plain', 'Only from this page, as one of the people on it.')
      return
    }
    const path = `/files/${randomUUID()}`
    files.set(path, { type: request.headers['content-type'] ?? 'application/octet-stream', content: await readBytes(request, LARGEST) })
    const name = asked.searchParams.get('name') ?? 'file'
    const activity = activityOf(person, {
      ...{ name, text: asked.searchParams.get('text') ?? '', downloadUrl: origin + path, serviceUrl: serviceUrls[person.key] ?? '' },
    })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${botUrl}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) })
    respond(response, answer.ok ? 200 : 502, 'text/plain', answer.ok ? `Sent. Look into Teams, as ${person.name}.` : await answer.text())
  }

  handleRequests(
    server,
    async (request, response) => {
      const asked = new URL(request.url ?? '/', origin)
      const file = files.get(asked.pathname)
      if (request.method === 'GET' && file) respond(response, 200, file.type, file.content)
      else if (request.method === 'POST' && asked.pathname === '/send') await send(request, response, asked)
      else if (request.method === 'GET' && asked.pathname === '/') respond(response, 200, 'text/html; charset=utf-8', page())
      else respond(response, 404, 'text/plain', 'Nothing is here.')
    },
    onError,
  )
  return { url: origin, close }
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
function activityOf(
  { key, name: who, aadObjectId, teamsUserId }: SandboxPerson,
  { name, text, downloadUrl, serviceUrl }: { name: string; text: string; downloadUrl: string; serviceUrl: string },
): object {
  const content = { downloadUrl, uniqueId: randomUUID(), fileType: name.split('.').at(-1) ?? '' }
  return {
    ...{ type: 'message', id: randomUUID(), channelId: 'msteams', serviceUrl, text, locale: 'en-US' },
    from: { id: teamsUserId, name: who, aadObjectId },
    recipient: BOT,
    conversation: { id: personalChatId(key), conversationType: 'personal', tenantId: SANDBOX_TENANT },
    channelData: { tenant: { id: SANDBOX_TENANT } },
    attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', contentUrl: downloadUrl, name, content }],
  }
}

function respond(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(body)
}

function page(): string {
  const people = sandboxPeople.map(({ key, name }) => `<option value="${escapeHtml(key)}">${escapeHtml(name)}</option>`).join('')
  return htmlPage({
    title: 'Send a file to Workbot',
    accent: '#5b5fc7',
    body: `<span class="badge">Sandbox</span>
<h1>Send a file to Workbot</h1>
<p class="soft">Teams has a button for this; the sandbox's client has not. The answer comes in that person's Teams.</p>
<form><p><label>As <select name="as">${people}</select></label></p>
<p><label>File <input type="file" name="file" required></label></p>
<p><label>With the words <input name="text" placeholder="report incident title: Screen is dark urgency: high" size="44"></label></p>
<button class="plain">Send</button></form><p role="status"></p>
<script>
document.forms[0].addEventListener('submit', async (event) => {
  event.preventDefault()
  const { as, file, text } = event.target.elements
  const [one] = file.files
  const query = new URLSearchParams({ as: as.value, text: text.value, name: one.name })
  const answer = await fetch('/send?' + query, { method: 'POST', headers: { 'content-type': one.type || 'application/octet-stream' }, body: one })
  document.querySelector('[role=status]').textContent = await answer.text()
})
</script>`,
  })
}
