// A short name for a long path: socket paths are limited to about 100 bytes.
import { createHash } from 'node:crypto'

/** 12 hex digits. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
