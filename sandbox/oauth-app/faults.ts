// What can be made to go wrong at a stand-in for an app: slow, cut, failing and talkative answers, limits and refusals.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { sendAnswer, type ApiAnswer } from './api-answer.js'

const where = {
  /** How often; once unless told. */
  times: z.number().int().positive().default(1),
  /** Which requests, by the beginning of their path; API calls unless told. */
  path: z.string().optional(),
  method: z.string().optional(),
  /** The key of the account whose token the request carries. */
  account: z.string().optional(),
}

/** One kind of trouble for the next matching requests. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Answers after so many milliseconds. */
  z.object({ kind: z.literal('delay'), ms: z.number().int().positive(), ...where }),
  /** Does the work, then cuts the connection without an answer. */
  z.object({ kind: z.literal('drop'), ...where }),
  /** Cuts the connection, and does nothing. */
  z.object({ kind: z.literal('cut'), ...where }),
  /** Does the work, then never answers. */
  z.object({ kind: z.literal('hold'), ...where }),
  /** Answers with this status and does nothing. */
  z.object({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    body: z.string().default(''),
    retryAfter: z.number().optional(),
    ...where,
  }),
  /** Does the work, then answers with one field of its JSON as told; null leaves it out. */
  z.object({ kind: z.literal('field'), field: z.string(), value: z.string().nullable(), ...where }),
  /** Does the work, then answers with so many bytes. */
  z.object({ kind: z.literal('huge'), bytes: z.number().int().positive(), ...where }),
  /** Answers 200 with a page of HTML, as a maintenance page does. */
  z.object({ kind: z.literal('html'), ...where }),
  /** Answers as the app does when its requests are used up. */
  z.object({ kind: z.literal('limit'), ...where }),
  /** Sends the next authorization requests straight back with an error. */
  z.object({
    kind: z.literal('deny'),
    error: z.string().default('access_denied'),
    description: z.string().default('end-user denied authorization'),
    ...where,
  }),
])

/** As it is given: everything but the kind may be left out where it has a default. */
export type Fault = z.input<typeof faultSchema>

/** Where an app's faults happen unless they name another path, and how it says that its limit is reached. */
export interface FaultPlaces {
  readonly api: string
  readonly authorization: string
  readonly limit: ApiAnswer
}

/** The faults that are waiting for their requests. */
export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** Makes the first matching fault happen. True: the request has its answer. @param account the key of whose token it carries */
  apply(request: IncomingMessage, response: ServerResponse, account: string | null): Promise<boolean>
}

export function createFaults(places: FaultPlaces): Faults {
  const pathOf = ({ kind, path }: z.output<typeof faultSchema>): string => path ?? (kind === 'deny' ? places.authorization : places.api)
  const waiting: { fault: z.output<typeof faultSchema>; left: number }[] = []
  return {
    add(fault) {
      const parsed = faultSchema.parse(fault)
      waiting.push({ fault: parsed, left: parsed.times })
    },
    clear: () => void waiting.splice(0),
    async apply(request, response, account) {
      const index = waiting.findIndex(
        ({ fault }) =>
          request.url?.startsWith(pathOf(fault)) &&
          (!fault.method || fault.method === request.method) &&
          (!fault.account || fault.account === account),
      )
      const found = waiting[index]
      if (!found) return false
      if (--found.left === 0) waiting.splice(index, 1)
      return await happen(found.fault, places.limit, request, response)
    },
  }
}

async function happen(
  fault: z.output<typeof faultSchema>,
  limit: ApiAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.ms)
      return false
    case 'drop':
      cutAnswer(response)
      return false
    case 'cut':
      response.socket?.destroy()
      return true
    case 'hold':
      holdAnswer(response)
      return false
    case 'status':
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter))
      response.writeHead(fault.status, { 'content-type': 'text/plain' }).end(fault.body)
      return true
    case 'field':
      changeAnswer(response, (body) => JSON.stringify({ ...(JSON.parse(body) as object), [fault.field]: fault.value ?? undefined }))
      return false
    case 'huge':
      changeAnswer(response, (body) => body.padEnd(fault.bytes))
      return false
    case 'html':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Maintenance</title><h1>We are down for maintenance</h1>')
      return true
    case 'limit':
      return sendAnswer(response, limit)
    case 'deny':
      return denyAuthorization(fault, request, response)
  }
}

/** The work is done as always; what would be sent is lost with the connection. */
function cutAnswer(response: ServerResponse): void {
  const cut = (): ServerResponse => {
    response.socket?.destroy()
    return response
  }
  response.end = cut
  response.write = (() => {
    cut()
    return false
  }) as ServerResponse['write']
}

/** The work is done as always; what is sent isn't what the answer was. */
function changeAnswer(response: ServerResponse, change: (body: string) => string): void {
  const end = response.end.bind(response)
  response.end = ((body: unknown) => {
    const changed = change(Buffer.isBuffer(body) ? body.toString() : String(body))
    response.setHeader('content-length', Buffer.byteLength(changed))
    return end(changed)
  }) as ServerResponse['end']
}

/** The caller waits until it gives up, or dies. */
function holdAnswer(response: ServerResponse): void {
  response.end = (() => response) as ServerResponse['end']
  response.write = (() => false) as ServerResponse['write']
  response.writeHead = () => response
}

function denyAuthorization(fault: { error: string; description: string }, request: IncomingMessage, response: ServerResponse): boolean {
  const asked = new URL(request.url ?? '', 'http://stand-in').searchParams
  const back = new URL(asked.get('redirect_uri') ?? '')
  back.searchParams.set('error', fault.error)
  back.searchParams.set('error_description', fault.description)
  back.searchParams.set('state', asked.get('state') ?? '')
  response.writeHead(302, { location: back.href }).end()
  return true
}
