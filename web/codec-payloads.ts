// Payloads as Temporal's codec protocol sends them: JSON with base64 in it. https://docs.temporal.io/codec-server

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

/** The payloads of a request's body, or null where it holds none. */
export function readPayloads(body: unknown): BinaryPayload[] | null {
  const { payloads } = (body ?? {}) as { payloads?: unknown }
  return Array.isArray(payloads) && payloads.every(isPayload) ? payloads.map(fromJson) : null
}

/** The body of an answer. */
export function writePayloads(payloads: readonly BinaryPayload[]): { readonly payloads: readonly JsonPayload[] } {
  return { payloads: payloads.map(toJson) }
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
