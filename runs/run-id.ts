// A run's id is its dedupe: the same trigger gives the same id, and the primary key does the rest.
import type { KeyRing } from '../keys/key-ring.js'

export interface Trigger {
  readonly recipe: string
  readonly tenantId: string
  readonly conversationId: string
  /** The Teams activity's id, or the form's one-time nonce. */
  readonly trigger: string
}

/** `<recipe>-<HMAC>`: can't be guessed, and tells nothing of who ran it. In Crockford's base32, so that its beginning can be said on the phone. */
export function runIdFor(keys: KeyRing, { recipe, tenantId, conversationId, trigger }: Trigger): string {
  return `${recipe}-${base32(Buffer.from(keys.hmac('run-id', [recipe, tenantId, conversationId, trigger]), 'base64url')).slice(0, 32)}`
}

/** A caller's pseudonym for search attributes and logs: the same person gives the same 16 characters. */
export function callerPseudonym(keys: KeyRing, { tenantId, aadObjectId }: { tenantId: string; aadObjectId: string }): string {
  return keys.hmac('caller', [tenantId, aadObjectId]).slice(0, 16)
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** https://www.crockford.com/base32.html, without its check symbol */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five, 2))).join('')
}
