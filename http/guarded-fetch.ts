// The guarded fetch: only allowed hosts at public addresses, no redirects, a time limit and a size limit.
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { Agent, request, type Dispatcher } from 'undici'
import { checkUrl, type AllowedHosts } from './allowed-url.js'
import { HttpError, HttpRefused, HttpTimeout, HttpTooLarge, HttpUnreachable } from './errors.js'
import type { ByteSink, Http, HttpRequest } from './http.js'
import { isPublicAddress } from './public-address.js'

const TIMEOUT_MS = 10_000
const MAX_BYTES = 1_048_576

/**
 * Makes the one way in which this program calls apps and identity providers.
 * It logs nothing: URLs carry codes and tokens in their queries.
 * @param hosts where requests may go; `resolve` is node:dns's `lookup` unless told
 */
export function createHttp({ resolve = lookup, ...hosts }: AllowedHosts & { readonly resolve?: typeof lookup }): Http {
  const guarded = new Agent({ connect: { lookup: onlyPublic(resolve) } })
  const plain = new Agent()

  return async ({ method, url, headers = {}, body, bytes, into, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES }) => {
    const dispatcher = checkUrl(url, hosts) === 'listed' ? plain : guarded
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const answer = await request(url, { method, headers: { ...headers }, body: body ?? toBody(bytes), dispatcher, signal })
      const { statusCode: status } = answer
      const limited = atMost(answer.body, maxBytes, url.host)
      const isForSink = into && status >= 200 && status <= 299
      if (isForSink) await pour(limited, into)
      return { status, headers: toHeaders(answer.headers), body: isForSink ? '' : await readText(limited) }
    } catch (error) {
      if (error instanceof HttpError) throw error
      if (signal.aborted) throw new HttpTimeout(url.host, timeoutMs)
      throw new HttpUnreachable(url.host, error)
    }
  }
}

function toBody(bytes: HttpRequest['bytes']): Uint8Array | Readable | null {
  if (bytes === undefined || bytes instanceof Uint8Array) return bytes ?? null
  return Readable.from(bytes, { objectMode: false })
}

/** The same pieces, up to a limit. @throws HttpTooLarge beyond it */
async function* atMost(body: Dispatcher.ResponseData['body'], maxBytes: number, host: string): AsyncGenerator<Buffer> {
  let size = 0
  for await (const piece of body as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > maxBytes) throw new HttpTooLarge(host, maxBytes)
    yield piece
  }
}

async function pour(pieces: AsyncIterable<Buffer>, into: ByteSink): Promise<void> {
  for await (const piece of pieces) await into(piece)
}

async function readText(pieces: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all).toString('utf8')
}

/** A name whose addresses aren't all public is refused: one of them would be enough for a rebinding attack. */
function onlyPublic(resolve: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = error ? [] : addresses
      if (!first) callback(error ?? new HttpRefused(`${hostname} has no address.`), '')
      else if (!addresses.every(({ address }) => isPublicAddress(address)))
        callback(new HttpRefused(`${hostname} leads to a private address.`), '')
      else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function toHeaders(raw: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) for (const one of [value ?? []].flat()) headers.append(name, one)
  return headers
}
