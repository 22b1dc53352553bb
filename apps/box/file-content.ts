// The bytes of a file on their way to Box: read inside the worker, as often as a try needs, and never part of an action's input in Temporal.
import { createHash } from 'node:crypto'

/** Where bytes are; a part of them can be read again. */
export interface FileContent {
  /** Bytes. */
  readonly size: number
  /** From `from` on, up to and without `to`. */
  read(from: number, to: number): AsyncIterable<Uint8Array>
}

/** The whole in memory. */
export const contentOf = (bytes: Uint8Array): FileContent => ({
  size: bytes.length,
  async *read(from, to) {
    yield bytes.subarray(from, to)
  },
})

export interface Digest {
  readonly hex: string
  readonly base64: string
}

/** SHA-1, by which Box checks what it got. */
export async function sha1Of(bytes: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash('sha1')
  for await (const piece of bytes) hash.update(piece)
  const digest = hash.digest()
  return { hex: digest.toString('hex'), base64: digest.toString('base64') }
}
