// The guarded fetch: only allowed hosts at public addresses, no redirects, a time limit and a size limit.
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, request, type Dispatcher } from 'undici'
import { checkUrl, type AllowedHosts } from './allowed-url.js'
import { HttpError, HttpRefused, HttpTimeout, HttpTooLarge, HttpUnreachable } from './errors.js'
import type { Http } from './http.js'
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

  return async ({ method, url, headers = {}, body, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES }) => {
    const dispatcher = checkUrl(url, hosts) === 'listed' ? plain : guarded
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const answer = await request(url, { method, headers: { ...headers }, body: body ?? null, dispatcher, signal })
      return { status: answer.statusCode, headers: toHeaders(answer.headers), body: await readAtMost(answer.body, maxBytes, url.host) }
    } catch (error) {
      if (error instanceof HttpError) throw error
      if (signal.aborted) throw new HttpTimeout(url.host, timeoutMs)
      throw new HttpUnreachable(url.host, error)
    }
  }
}

async function readAtMost(body: Dispatcher.ResponseData['body'], maxBytes: number, host: string): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new HttpTooLarge(host, maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
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
