// An AES-256-GCM key ring: seals with its first key, opens with any, and names the key in everything it seals.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { WorkbotError } from '../errors.js'

/** A key of 32 bytes and the name by which sealed things refer to it. */
export interface NamedKey {
  readonly id: string
  readonly key: Uint8Array
}

/** Seals and opens text. `context` is bound as additional data: a sealed value moved to another row doesn't open. */
export interface KeyRing {
  seal(plaintext: string, context: readonly string[]): string
  open(sealed: string, context: readonly string[]): string
  /** base64url HMAC-SHA256 by the ring's first key: the same input gives the same output until that key changes. */
  hmac(purpose: string, parts: readonly string[]): string
  /** Whether any key of the ring gives this HMAC; compared in constant time. */
  isHmac(purpose: string, parts: readonly string[], candidate: string): boolean
  /** 32 bytes derived for one purpose from each key of the ring, the first one first (HKDF, RFC 5869). */
  derive(purpose: string): readonly NamedKey[]
}

const FORMAT = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

/** @param keys the first one seals; the others only open what they once sealed. */
export function createKeyRing(keys: readonly NamedKey[]): KeyRing {
  const [active] = keys
  if (!active) throw new WorkbotError('WB-KEY-001', 'A key ring needs at least one key.')
  const derive = (purpose: string) => keys.map(({ id, key }) => ({ id, key: deriveKey(key, purpose) }))
  const sealing = new Map(derive('seal').map(({ id, key }) => [id, key]))

  return {
    derive,
    seal(plaintext, context) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing.get(active.id) ?? active.key, iv)
      cipher.setAAD(additionalData(active.id, context))
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [FORMAT, active.id, Buffer.concat([iv, ciphertext]).toString('base64url')].join('.')
    },
    open(sealed, context) {
      const [format, id = '', body = ''] = sealed.split('.')
      const key = sealing.get(id)
      if (format !== FORMAT || !key) {
        throw new WorkbotError('WB-KEY-002', `This was sealed with the key "${id}", which isn't configured here.`)
      }
      try {
        return decrypt(key, Buffer.from(body, 'base64url'), additionalData(id, context))
      } catch (cause) {
        throw new WorkbotError('WB-KEY-003', `What the key "${id}" sealed doesn't open: another key of that name, or a changed row.`, {
          cause,
        })
      }
    },
    hmac: (purpose, parts) => hmac(active.key, purpose, parts).toString('base64url'),
    isHmac(purpose, parts, candidate) {
      const given = Buffer.from(candidate, 'base64url')
      return keys
        .map(({ key }) => hmac(key, purpose, parts))
        .some((expected) => expected.length === given.length && timingSafeEqual(expected, given))
    },
  }
}

function hmac(key: Uint8Array, purpose: string, parts: readonly string[]): Buffer {
  return createHmac('sha256', deriveKey(key, `hmac:${purpose}`))
    .update(JSON.stringify(parts))
    .digest()
}

function deriveKey(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `workbot:${purpose}`, 32))
}

function additionalData(keyId: string, context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([FORMAT, keyId, ...context]))
}

function decrypt(key: Uint8Array, raw: Buffer, additional: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(additional)
  decipher.setAuthTag(raw.subarray(-TAG_BYTES))
  return decipher.update(raw.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
