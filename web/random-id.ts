// Random ids that browsers carry, and the hashes by which we keep them.
import { createHash, randomBytes } from 'node:crypto'

/** 256 bits, base64url. */
export function randomId(): string {
  return randomBytes(32).toString('base64url')
}

/** A value of 256 random bits needs no salt and no slow hash. */
export function hashId(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}
