// The bytes of a file on their way to an app: read inside the worker, as often as a try needs, and never part of an action's input in Temporal.
import { createHash } from 'node:crypto'

/** A file that a run was given, by reference: what a recipe sees of it. */
export interface FileRef {
  readonly id: string
  readonly name: string
  readonly bytes: number
}

/** The same file, opened for one try. */
export interface OpenFile {
  /** As it was sent, made harmless. */
  readonly name: string
  /** `image/png`; `application/octet-stream` where nobody said. */
  readonly type: string
  readonly content: FileContent
}

/** Where bytes are; a part of them can be read again. */
export interface FileContent {
  /** Bytes. */
  readonly size: number
  /** From `from` on, up to and without `to`. */
  read(from: number, to: number): AsyncIterable<Uint8Array>
}

export interface Digest {
  readonly hex: string
  readonly base64: string
}

/** SHA-1, by which Box checks what it got; SHA-256, by which ServiceNow says what it has. */
export async function digestOf(algorithm: 'sha1' | 'sha256', bytes: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash(algorithm)
  for await (const piece of bytes) hash.update(piece)
  const digest = hash.digest()
  return { hex: digest.toString('hex'), base64: digest.toString('base64') }
}

export const sha1Of = (bytes: AsyncIterable<Uint8Array>): Promise<Digest> => digestOf('sha1', bytes)
