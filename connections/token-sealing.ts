// Seals token sets to the worker's public key, and unseals them: a signed JWS inside a JWE, bound to its row.
// https://www.rfc-editor.org/rfc/rfc7516 and https://www.rfc-editor.org/rfc/rfc7515
import {
  CompactEncrypt,
  CompactSign,
  compactDecrypt,
  compactVerify,
  decodeProtectedHeader,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose'
import { WorkbotError } from '../errors.js'
import type { KeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import { TokenKeyMissing, TokenKeysDisagree, TokensRefused } from './errors.js'
import type { TokenSet } from './token-set.js'

/** `rowId`: the id of the connection whose tokens these are. */
export type SealTokens = (tokens: TokenSet, rowId: string) => Promise<string>
export type UnsealTokens = (sealed: string, rowId: string) => Promise<TokenSet>

const SIGNATURE = 'token-set-signature'
type Jwks = readonly Record<string, unknown>[]

/**
 * The bot's half: it seals and can't unseal.
 * @param publicKeys EC public keys as JWK with `kid`, the active one first
 * @param keys the ring that bot and worker share; it signs, so that who can write the database can't plant tokens
 */
export function createTokenSealer({ publicKeys, keys }: { publicKeys: Jwks; keys: KeyRing }): SealTokens {
  const [jwk] = publicKeys
  const [signing] = keys.derive(SIGNATURE)
  if (!jwk || !signing) throw new WorkbotError('WB-KEY-001', 'A key ring needs at least one key.')
  const imported = importEcKey(jwk)

  return async ({ accessToken, refreshToken }, rowId) => {
    const payload = { row: rowId, accessToken: accessToken.reveal(), refreshToken: refreshToken?.reveal() ?? null }
    const signed = await new CompactSign(encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'HS256', kid: signing.id })
      .sign(signing.key)
    return new CompactEncrypt(encode(signed))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JWS', kid: kidOf(jwk), signer: signing.id, row: rowId })
      .encrypt(await imported)
  }
}

/**
 * The worker's half. Where `publicKeys` are given, each private key must belong to the public one of its name.
 * @returns a function that throws TokensRefused (moved, changed, planted) or TokenKeyMissing
 * @throws TokenKeysDisagree
 */
export function createTokenUnsealer({
  privateKeys,
  publicKeys = [],
  keys,
}: {
  privateKeys: Jwks
  publicKeys?: Jwks
  keys: KeyRing
}): UnsealTokens {
  for (const given of publicKeys) {
    const own = privateKeys.find((jwk) => jwk.kid === given.kid)
    if (!own?.d || own.x !== given.x || own.y !== given.y) throw new TokenKeysDisagree(kidOf(given))
  }
  const decrypting = new Map(privateKeys.map((jwk) => [kidOf(jwk), importEcKey(jwk)]))
  const verifying = new Map(keys.derive(SIGNATURE).map(({ id, key }) => [id, key]))

  return async (sealed, rowId) => {
    const header = readHeader(sealed)
    if (header.row !== rowId) throw new TokensRefused('it belongs to another row')
    const privateKey = await find(decrypting, header.kid)
    const { plaintext } = await compactDecrypt(sealed, privateKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    }).catch((cause: unknown) => refuse("it doesn't open", cause))
    const signed = decode(plaintext)
    const secret = find(verifying, readHeader(signed).kid)
    const { payload } = await compactVerify(signed, secret, { algorithms: ['HS256'] }).catch((cause: unknown) =>
      refuse('its signature is wrong', cause),
    )
    return readPayload(decode(payload), rowId)
  }
}

function readPayload(json: string, rowId: string): TokenSet {
  const { row, accessToken, refreshToken } = JSON.parse(json) as { row: string; accessToken: string; refreshToken: string | null }
  if (row !== rowId) throw new TokensRefused('it was signed for another row')
  return { accessToken: new Secret(accessToken), refreshToken: refreshToken === null ? null : new Secret(refreshToken) }
}

function readHeader(token: string): ReturnType<typeof decodeProtectedHeader> {
  try {
    return decodeProtectedHeader(token)
  } catch (cause) {
    return refuse("it isn't a sealed token set", cause)
  }
}

function find<Key>(keys: ReadonlyMap<string, Key>, kid: string | undefined): Key {
  const key = kid === undefined ? undefined : keys.get(kid)
  if (key === undefined) throw new TokenKeyMissing(kid ?? '')
  return key
}

function refuse(why: string, cause: unknown): never {
  throw new TokensRefused(why, cause)
}

async function importEcKey(jwk: Record<string, unknown>): Promise<CryptoKey> {
  return (await importJWK(jwk as JWK, 'ECDH-ES')) as CryptoKey
}

function kidOf(jwk: Record<string, unknown>): string {
  return typeof jwk.kid === 'string' ? jwk.kid : ''
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
