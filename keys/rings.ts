// The four kinds of keys, and how a program says which it has without saying what they are.
import { createHash, hkdfSync } from 'node:crypto'
import type { NamedKey } from './key-ring.js'

/** `tokens`: the key pair of the token sets; the others are key rings. */
export const rings = ['shared', 'codec', 'bot', 'tokens'] as const
export type Ring = (typeof rings)[number]

/** The variable in which a ring's keys are; of the pair, the one that opens. */
export const variableOf = {
  shared: 'SHARED_KEYS',
  codec: 'CODEC_KEYS',
  bot: 'BOT_KEYS',
  tokens: 'TOKEN_PRIVATE_KEY',
} as const satisfies Readonly<Record<Ring, string>>

/** A key by its name. */
export interface KeyMark {
  readonly id: string
  /** 128 bits, hex: the same for the same key, and of no use to whoever has it not. */
  readonly fingerprint: string
}

/** Of a ring: derived (HKDF, RFC 5869), so that it says nothing of the key. */
export function markOf({ id, key }: NamedKey): KeyMark {
  return { id, fingerprint: Buffer.from(hkdfSync('sha256', key, '', 'workbot:fingerprint', 16)).toString('hex') }
}

/** Of an EC pair: its public half's thumbprint, cut to 128 bits. https://www.rfc-editor.org/rfc/rfc7638 */
export function markOfPair({ kid, crv, kty, x, y }: Readonly<Record<string, unknown>>): KeyMark {
  const members = JSON.stringify({ crv, kty, x, y })
  return { id: typeof kid === 'string' ? kid : '', fingerprint: createHash('sha256').update(members).digest('hex').slice(0, 32) }
}
