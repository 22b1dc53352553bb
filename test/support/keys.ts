// Keys for a test's programs, as environment variables.
import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'

export interface TestKeys {
  readonly SHARED_KEYS: string
  readonly CODEC_KEYS: string
  readonly BOT_KEYS: string
  readonly TOKEN_PUBLIC_KEY: string
  readonly TOKEN_PRIVATE_KEY: string
}

/** New ones at each call. */
export async function createTestKeys(): Promise<TestKeys> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { extractable: true })
  const ring = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`
  return {
    SHARED_KEYS: ring('shared-1'),
    BOT_KEYS: ring('bot-1'),
    CODEC_KEYS: ring('codec-1'),
    TOKEN_PUBLIC_KEY: JSON.stringify({ ...(await exportJWK(publicKey)), kid: 'token-1' }),
    TOKEN_PRIVATE_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'token-1' }),
  }
}
