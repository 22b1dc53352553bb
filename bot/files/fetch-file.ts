// Fetches a file that somebody sent, as far as it may be had.
import { HttpError, HttpRefused, HttpTooLarge } from '../../http/errors.js'
import type { Http } from '../../http/http.js'
import type { Secret } from '../../keys/secret.js'
import { LARGEST_FILE } from '../../runs/stage-file.js'
import { harmlessName, typeOf } from './harmless-name.js'
import type { SentFile } from './sent-files.js'

export type RefusedWhy = 'too_large' | 'empty' | 'not_fetched' | 'elsewhere'
export type FetchedFile =
  | { readonly kind: 'fetched'; readonly name: string; readonly type: string; readonly content: Uint8Array }
  | { readonly kind: 'refused'; readonly name: string; readonly why: RefusedWhy }

/** Teams sends an activity again that isn't answered within 15 s. */
const TIMEOUT_MS = 8_000

/** @param token the bot's own, only where it may go there; null: the address opens by itself */
export async function fetchFile(http: Http, { name, url }: SentFile, token: Secret | null): Promise<FetchedFile> {
  const refused = (why: RefusedWhy): FetchedFile => ({ kind: 'refused', name: harmlessName(name, ''), why })
  const pieces: Uint8Array[] = []
  try {
    const { status, headers } = await http({
      ...{ method: 'GET', url, timeoutMs: TIMEOUT_MS, maxBytes: LARGEST_FILE },
      ...(token && { headers: { authorization: `Bearer ${token.reveal()}` } }),
      into: (piece) => void pieces.push(piece),
    })
    if (status < 200 || status > 299) return refused('not_fetched')
    const content = Buffer.concat(pieces)
    const type = typeOf(name, headers.get('content-type'))
    return content.length === 0 ? refused('empty') : { kind: 'fetched', name: harmlessName(name, type), type, content }
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    if (error instanceof HttpTooLarge) return refused('too_large')
    return refused(error instanceof HttpRefused ? 'elsewhere' : 'not_fetched')
  }
}
