// The sandbox's keys and client secrets: made once, kept in a file that only we can read.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readJson, replaceFile } from './json-file.js'

/** As the programs take them from their environment. */
export interface SandboxKeys {
  readonly SHARED_KEYS: string
  readonly CODEC_KEYS: string
  readonly BOT_KEYS: string
  readonly TOKEN_PUBLIC_KEY: string
  readonly TOKEN_PRIVATE_KEY: string
  readonly ENTRA_CLIENT_SECRET: string
  readonly SALESFORCE_CLIENT_SECRET: string
}

/** Without them nothing sealed opens again, so they are never made anew while the file is there. */
export async function readKeys(file: string): Promise<SandboxKeys> {
  const found = readJson<SandboxKeys>(file)
  if (found) return found
  const keys = makeKeys()
  await replaceFile(file, JSON.stringify(keys, null, 2))
  return keys
}

function makeKeys(): SandboxKeys {
  const ring = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = (key: typeof publicKey): string => JSON.stringify({ ...key.export({ format: 'jwk' }), kid: 'sandbox-tokens' })
  return {
    SHARED_KEYS: ring('sandbox-shared'),
    CODEC_KEYS: ring('sandbox-codec'),
    BOT_KEYS: ring('sandbox-bot'),
    TOKEN_PUBLIC_KEY: jwk(publicKey),
    TOKEN_PRIVATE_KEY: jwk(privateKey),
    ENTRA_CLIENT_SECRET: randomBytes(24).toString('base64url'),
    SALESFORCE_CLIENT_SECRET: randomBytes(24).toString('base64url'),
  }
}
