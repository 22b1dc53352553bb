// A run's id is its dedupe: the same trigger gives the same id, and the primary key does the rest.
import type { KeyRing } from '../keys/key-ring.js'

export interface Trigger {
  readonly recipe: string
  readonly tenantId: string
  readonly conversationId: string
  /** The Teams activity's id, or the form's one-time nonce. */
  readonly trigger: string
}

/** `<recipe>-<HMAC>`: can't be guessed, and tells nothing of who ran it. */
export function runIdFor(keys: KeyRing, { recipe, tenantId, conversationId, trigger }: Trigger): string {
  return `${recipe}-${keys.hmac('run-id', [recipe, tenantId, conversationId, trigger]).slice(0, 32)}`
}

/** A caller's pseudonym for search attributes and logs: the same person gives the same 16 characters. */
export function callerPseudonym(keys: KeyRing, { tenantId, aadObjectId }: { tenantId: string; aadObjectId: string }): string {
  return keys.hmac('caller', [tenantId, aadObjectId]).slice(0, 16)
}
