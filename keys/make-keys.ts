// A whole, fresh set of the keys that bot and worker need, as the values of their environment variables.
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'

/** As config.ts reads them. */
export interface MadeKeys {
  readonly SHARED_KEYS: string
  readonly CODEC_KEYS: string
  readonly BOT_KEYS: string
  readonly TOKEN_PUBLIC_KEY: string
  readonly TOKEN_PRIVATE_KEY: string
}

/**
 * New keys at each call. Everything sealed names its key, so the ids tell the day: `shared-2026-11-22`.
 * @param now the day that the ids tell, in UTC
 */
export function makeKeys(now = new Date()): MadeKeys {
  const day = now.toISOString().slice(0, 10)
  const ring = (name: string): string => `${name}-${day}:${randomBytes(32).toString('base64')}`
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = (key: KeyObject): string => JSON.stringify({ ...key.export({ format: 'jwk' }), kid: `tokens-${day}` })
  return {
    SHARED_KEYS: ring('shared'),
    CODEC_KEYS: ring('codec'),
    BOT_KEYS: ring('bot'),
    TOKEN_PUBLIC_KEY: jwk(publicKey),
    TOKEN_PRIVATE_KEY: jwk(privateKey),
  }
}
