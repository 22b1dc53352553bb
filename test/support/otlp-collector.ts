// A collector stand-in: takes traces by OTLP over HTTP and keeps their spans. https://opentelemetry.io/docs/specs/otlp/#otlphttp
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { readMessage, textOf, type Message } from './protobuf.js'

export interface ReceivedSpan {
  readonly service: string
  readonly traceId: string
  readonly spanId: string
  /** Empty: the outermost. */
  readonly parentId: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly start: number
  readonly end: number
  readonly isError: boolean
  readonly attributes: Readonly<Record<string, string>>
}

export interface OtlpCollector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string
  readonly spans: readonly ReceivedSpan[]
  /** Every body as it came, for a search for what must not be in it. */
  readonly bodies: readonly Buffer[]
  /** Bodies that came for metrics. */
  readonly metrics: readonly Buffer[]
  close(): Promise<void>
}

export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: ReceivedSpan[] = []
  const bodies: Buffer[] = []
  const metrics: Buffer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
      bodies.push(body)
      if (request.url === '/v1/traces') spans.push(...readSpans(body))
      else if (request.url === '/v1/metrics') metrics.push(body)
      response.writeHead(request.headers['content-type'] === 'application/x-protobuf' ? 200 : 415).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    ...{ spans, bodies, metrics },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

// Field numbers: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
function readSpans(body: Buffer): ReceivedSpan[] {
  return readMessage(body)
    .messages(1)
    .flatMap((resourceSpans) => {
      const service = attributesOf(resourceSpans.messages(1)[0], 1)['service.name'] ?? ''
      return resourceSpans
        .messages(2)
        .flatMap((scope) => scope.messages(2))
        .map((span) => toSpan(service, span))
    })
}

function toSpan(service: string, span: Message): ReceivedSpan {
  return {
    service,
    traceId: span.bytes(1).toString('hex'),
    spanId: span.bytes(2).toString('hex'),
    parentId: span.bytes(4).toString('hex'),
    name: textOf(span.bytes(5)),
    start: Number(span.number(7)) / 1e6,
    end: Number(span.number(8)) / 1e6,
    isError: span.messages(15)[0]?.number(3) === 2n,
    attributes: attributesOf(span, 9),
  }
}

function attributesOf(message: Message | undefined, field: number): Record<string, string> {
  const pairs = message?.messages(field) ?? []
  return Object.fromEntries(pairs.map((pair) => [textOf(pair.bytes(1)), valueOf(pair.messages(2)[0])]))
}

/** Text, whether, or a whole number; we send no others. */
function valueOf(value: Message | undefined): string {
  const text = value?.bytes(1)
  if (text !== undefined && text.length > 0) return textOf(text)
  return String((value?.number(2) ?? 0n) + (value?.number(3) ?? 0n))
}
