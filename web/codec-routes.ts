// Decodes payloads for Temporal's UI: on loopback, in the sandbox, for the UI's own pages. https://docs.temporal.io/production-deployment/data-encryption#codec-server-setup
import { json, Router, type NextFunction, type Request, type Response } from 'express'
import { WorkbotError } from '../errors.js'

/** A payload as Temporal's protocol has it. */
export interface BinaryPayload {
  readonly metadata?: Record<string, Uint8Array> | null
  readonly data?: Uint8Array | null
}

/** Temporal's PayloadCodec, as far as it is served. */
export interface PayloadDecoder {
  encode(payloads: BinaryPayload[]): Promise<BinaryPayload[]>
  decode(payloads: BinaryPayload[]): Promise<BinaryPayload[]>
}

/** In the protocol's JSON bytes are base64. */
interface JsonPayload {
  readonly metadata?: Record<string, string>
  readonly data?: string
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

export function codecRoutes({ payloads, temporalUiUrl }: { payloads: PayloadDecoder; temporalUiUrl: string }): Router {
  const router = Router()
  const origins = sameHostNames(temporalUiUrl)

  const onlyLoopback = (request: Request, response: Response, next: NextFunction): void => {
    // The Host header too: a name that leads to 127.0.0.1 would otherwise bring any web page here.
    const isLocal =
      LOOPBACK.includes(request.socket.remoteAddress ?? '') && /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.get('host') ?? '')
    const origin = request.get('origin')
    if (!isLocal || (origin !== undefined && !origins.includes(origin))) {
      response.status(403).json({ message: 'Payloads are decoded for Temporal UI on this machine only.', code: 'WB-CODEC-001' })
      return
    }
    if (origin !== undefined) response.set('Access-Control-Allow-Origin', origin)
    response.vary('Origin').set('Cache-Control', 'no-store')
    next()
  }

  router.options(['/codec/decode', '/codec/encode'], onlyLoopback, (_request, response) => {
    response.set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'x-namespace, content-type, authorization',
      'Access-Control-Max-Age': '600',
    })
    response.status(204).end()
  })
  for (const direction of ['decode', 'encode'] as const) {
    router.post(`/codec/${direction}`, onlyLoopback, json({ limit: '16mb' }), async (request, response) => {
      const given = readPayloads(request.body)
      if (!given) {
        response.status(400).json({ message: 'The body must be { "payloads": [ ... ] }.', code: 'WB-CODEC-002' })
        return
      }
      try {
        response.json({ payloads: (await payloads[direction](given.map(fromJson))).map(toJson) })
      } catch (error) {
        if (!(error instanceof WorkbotError)) throw error
        response.status(400).json({ message: error.message, code: error.code })
      }
    })
  }
  return router
}

/** The UI's address as people type it: `localhost` and `127.0.0.1` are two origins. */
function sameHostNames(url: string): readonly string[] {
  const { protocol, port, origin } = new URL(url)
  const withPort = port === '' ? '' : `:${port}`
  return [origin, ...['localhost', '127.0.0.1'].map((host) => `${protocol}//${host}${withPort}`)]
}

function readPayloads(body: unknown): readonly JsonPayload[] | null {
  const { payloads } = (body ?? {}) as { payloads?: unknown }
  return Array.isArray(payloads) && payloads.every(isPayload) ? payloads : null
}

function isPayload(value: unknown): value is JsonPayload {
  if (typeof value !== 'object' || value === null) return false
  const { metadata = {}, data = '' } = value as { metadata?: unknown; data?: unknown }
  return (
    typeof data === 'string' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    Object.values(metadata).every((one) => typeof one === 'string')
  )
}

function fromJson({ metadata = {}, data = '' }: JsonPayload): BinaryPayload {
  return { metadata: mapValues(metadata, (text) => Buffer.from(text, 'base64')), data: Buffer.from(data, 'base64') }
}

function toJson({ metadata, data }: BinaryPayload): JsonPayload {
  return {
    metadata: mapValues(metadata ?? {}, (bytes) => Buffer.from(bytes).toString('base64')),
    data: Buffer.from(data ?? []).toString('base64'),
  }
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
