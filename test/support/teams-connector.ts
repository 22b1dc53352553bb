// A stand-in for Teams' Connector API over HTTP: records what is posted and updated, and fails as a test tells it to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request to the Connector API. */
export interface ConnectorRequest {
  readonly kind: 'post' | 'update' | 'createConversation' | 'other'
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  /** Of `post` and `update`. */
  readonly conversationId?: string
  readonly activityId?: string
  /** The Teams activity, or the parameters of createConversation. */
  readonly body: Record<string, unknown>
}

/** A recorded request with the status it was answered with; 0 where the connection was cut. */
export type SentRequest = ConnectorRequest & { readonly status: number; readonly id?: string }

/** `reset`: the connection is cut without an answer. Undefined: as Teams answers on a good day. */
export type ConnectorAnswer =
  { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> } | 'reset' | undefined

export interface TeamsConnector {
  /** Ends in a slash, as Teams' do. */
  readonly serviceUrl: string
  /** Everything that came, in its order, failures included. */
  readonly sent: SentRequest[]
  /** Messages that stand in a conversation now: posts, with their updates applied. */
  messagesIn(conversationId: string): Record<string, unknown>[]
  /** Nothing was ever posted: for the next test. */
  forget(): void
  /** How the next requests are answered; undefined goes back to good days. */
  answer(how: ((request: ConnectorRequest) => ConnectorAnswer) | undefined): void
  /** Resolves with the first request, past or coming, that fits; fails after `timeoutMs`. */
  waitFor(fits: (request: SentRequest) => boolean, timeoutMs?: number): Promise<SentRequest>
  close(): Promise<void>
}

/** Starts one on a free loopback port. A chat opened for the member `29:x` gets the id `a:29:x`. */
export async function startTeamsConnector(): Promise<TeamsConnector> {
  const sent: SentRequest[] = []
  const messages = new Map<string, Map<string, Record<string, unknown>>>()
  const watchers = new Set<() => void>()
  let how: ((request: ConnectorRequest) => ConnectorAnswer) | undefined
  let count = 0

  const record = (request: ConnectorRequest, status: number, id?: string) => {
    sent.push({ ...request, status, ...(id !== undefined && { id }) })
    for (const look of [...watchers]) look()
  }
  const onAGoodDay = (request: ConnectorRequest): { status: number; id?: string; body?: unknown } => {
    const { kind, conversationId = '', activityId = '', body } = request
    const inConversation = messages.get(conversationId) ?? new Map<string, Record<string, unknown>>()
    messages.set(conversationId, inConversation)
    if (kind === 'createConversation') return { status: 201, id: `a:${memberOf(body)}` }
    if (kind === 'update') {
      if (!inConversation.has(activityId))
        return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation', message: 'no' } } }
      inConversation.set(activityId, body)
      return { status: 200, id: activityId }
    }
    if (kind !== 'post') return { status: 404 }
    const id = `activity-${String(++count)}`
    inConversation.set(id, { ...body, id })
    return { status: 201, id }
  }

  const server = createServer((request, response) => {
    void readRequest(request).then((asked) => {
      const told = how?.(asked)
      if (told === 'reset') {
        record(asked, 0)
        request.socket.destroy()
        return
      }
      const { status, id, body } = told ? { id: undefined, ...told } : { body: undefined, ...onAGoodDay(asked) }
      respond(response, status, body ?? (id === undefined ? {} : { id }), told?.headers)
      record(asked, status, id)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    serviceUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/teams/`,
    sent,
    messagesIn: (conversationId) => [...(messages.get(conversationId)?.values() ?? [])],
    forget() {
      sent.length = 0
      messages.clear()
    },
    answer: (next) => {
      how = next
    },
    waitFor: (fits, timeoutMs = 45_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = sent.find(fits)
          if (!found) return
          end()
          resolve(found)
        }
        const timer = setTimeout(() => {
          end()
          reject(
            new Error(
              `Teams didn't get the expected request in ${String(timeoutMs)} ms; it got ${JSON.stringify(sent.map(({ kind, path }) => [kind, path]))}`,
            ),
          )
        }, timeoutMs)
        const end = () => {
          clearTimeout(timer)
          watchers.delete(look)
        }
        watchers.add(look)
        look()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function readRequest(request: IncomingMessage): Promise<ConnectorRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks).toString()
  const { method = '', url: path = '', headers } = request
  const common = {
    method,
    path,
    authorization: headers.authorization,
    body: (raw === '' ? {} : JSON.parse(raw)) as Record<string, unknown>,
  }
  if (method === 'POST' && /\/v3\/conversations\/?$/.test(path)) return { ...common, kind: 'createConversation' }
  const [, conversation = '', activity] = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? []
  if (conversation === '') return { ...common, kind: 'other' }
  return {
    ...common,
    kind: method === 'POST' ? 'post' : method === 'PUT' ? 'update' : 'other',
    conversationId: decodeURIComponent(conversation),
    ...(activity !== undefined && { activityId: decodeURIComponent(activity) }),
  }
}

function memberOf(body: Record<string, unknown>): string {
  const [member] = (body.members ?? []) as { id?: string }[]
  return member?.id ?? 'nobody'
}

function respond(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
