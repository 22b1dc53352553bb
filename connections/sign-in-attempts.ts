// Sign-in attempts: one trip to the app each, bound to request, configuration and browser session; used once, within 10 minutes.
import { createHash, randomUUID } from 'node:crypto'
import { randomPKCECodeVerifier, randomState } from 'openid-client'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import { authorizationUrl } from './authorization-url.js'
import type { OAuthClient } from './oauth-client.js'

/** Older ones are voided: a few tabs are a person, hundreds are not. */
const LIVE_ATTEMPTS = 3

/**
 * Begins a trip.
 * @param keys the bot's own ring; only it opens verifiers
 * @returns the app's authorization URL. https://www.rfc-editor.org/rfc/rfc7636
 */
export async function mintAttempt(
  { tx, keys }: { tx: Transaction; keys: KeyRing },
  {
    client,
    requestId,
    sessionHash,
    redirectUri,
    account,
  }: { client: OAuthClient; requestId: string; sessionHash: string; redirectUri: string; account: 'any' | 'other' },
): Promise<URL> {
  const id = randomUUID()
  const state = randomState()
  const verifier = randomPKCECodeVerifier()
  await voidOldest(tx, requestId)
  await forgetMissed(tx, requestId)
  await tx.query(
    `insert into sign_in_attempts (id, request_id, configuration_id, state_hash, verifier_sealed, session_hash, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + interval '10 minutes')`,
    [id, requestId, client.configuration.id, hashOf(state), keys.seal(verifier, sealContext(id)), sessionHash],
  )
  return authorizationUrl(client, { redirectUri, state, verifier, account })
}

/** They set out again: the card no longer says that the app didn't send them back. */
async function forgetMissed(tx: Transaction, requestId: string): Promise<void> {
  await tx.query(
    `update sign_in_requests set missed_at = null, revision = revision + 1, next_show_at = now(), show_attempts = 0
     where id = $1 and missed_at is not null and ended_at is null`,
    [requestId],
  )
}

async function voidOldest(tx: Transaction, requestId: string): Promise<void> {
  await tx.query(
    `update sign_in_attempts set used_at = now() where id in (
       select id from sign_in_attempts where request_id = $1 and used_at is null order by created_at desc offset ${LIVE_ATTEMPTS - 1})`,
    [requestId],
  )
}

/** `other_session`: a browser that didn't start the trip, or whose session is over; the attempt is void from then on. */
export type Consumed =
  | { readonly kind: 'consumed'; readonly attemptId: string; readonly requestId: string; readonly verifier: Secret }
  | { readonly kind: 'used' | 'expired' | 'other_session'; readonly requestId: string }
  | { readonly kind: 'unknown' }

/** Uses the attempt that `state` names: of any number of callbacks at once, one gets `consumed`. */
export async function consumeAttempt(
  { tx, keys }: { tx: Transaction; keys: KeyRing },
  { state, configurationId, sessionHash }: { state: string; configurationId: string; sessionHash: string | null },
): Promise<Consumed> {
  const stateHash = hashOf(state)
  // Postgres takes no NUL in a text, and no configuration has one.
  if (configurationId.includes('\0')) return { kind: 'unknown' }
  const [attempt] = await tx.query<{ id: string; requestId: string; verifierSealed: string }>(
    `update sign_in_attempts set used_at = now()
     where state_hash = $1 and configuration_id = $2 and session_hash = $3 and used_at is null and expires_at > now()
     returning id, request_id as "requestId", verifier_sealed as "verifierSealed"`,
    [stateHash, configurationId, sessionHash],
  )
  if (!attempt) return whyNot(tx, { stateHash, configurationId, sessionHash })
  return {
    kind: 'consumed',
    attemptId: attempt.id,
    requestId: attempt.requestId,
    verifier: new Secret(keys.open(attempt.verifierSealed, sealContext(attempt.id))),
  }
}

async function whyNot(
  tx: Transaction,
  { stateHash, configurationId, sessionHash }: { stateHash: string; configurationId: string; sessionHash: string | null },
): Promise<Consumed> {
  const [found] = await tx.query<{ requestId: string; isSameSession: boolean; isUsed: boolean }>(
    `select request_id as "requestId", session_hash is not distinct from $3 as "isSameSession", used_at is not null as "isUsed"
     from sign_in_attempts where state_hash = $1 and configuration_id = $2`,
    [stateHash, configurationId, sessionHash],
  )
  if (!found) return { kind: 'unknown' }
  const { requestId, isSameSession, isUsed } = found
  if (isSameSession) return { kind: isUsed ? 'used' : 'expired', requestId }
  // The code went to a browser that isn't the one which began: whoever has it must not be able to bring it back in that one.
  await tx.query(`update sign_in_attempts set used_at = now() where state_hash = $1 and used_at is null`, [stateHash])
  return { kind: 'other_session', requestId }
}

/** A 256-bit random value needs no salt and no slow hash. */
export function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url')
}

function sealContext(attemptId: string): readonly string[] {
  return ['sign_in_attempts.verifier_sealed', attemptId]
}
