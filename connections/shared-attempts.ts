// An admin's trips to an app for the shared connection: bound to configuration and browser session, used once, within 10 minutes.
import { randomUUID } from 'node:crypto'
import { randomPKCECodeVerifier, randomState } from 'openid-client'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import { authorizationUrl } from './authorization-url.js'
import type { OAuthClient } from './oauth-client.js'
import { hashOf } from './sign-in-attempts.js'

/**
 * Begins a trip; one that this browser began before for the same app is over. The app asks who it is: an admin is often signed in there
 * with an account of their own, which isn't the one to share.
 * @param keys the bot's own ring; only it opens verifiers
 */
export async function mintSharedAttempt(
  { tx, keys }: { tx: Transaction; keys: KeyRing },
  { client, admin, sessionHash, redirectUri }: { client: OAuthClient; admin: Caller; sessionHash: string; redirectUri: string },
): Promise<URL> {
  const id = randomUUID()
  const state = randomState()
  const verifier = randomPKCECodeVerifier()
  const { id: configurationId } = client.configuration
  await tx.query(`update shared_sign_ins set used_at = now() where configuration_id = $1 and session_hash = $2 and used_at is null`, [
    configurationId,
    sessionHash,
  ])
  await tx.query(
    `insert into shared_sign_ins (id, configuration_id, tenant_id, aad_object_id, state_hash, verifier_sealed, session_hash, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + interval '10 minutes')`,
    [id, configurationId, admin.tenantId, admin.aadObjectId, hashOf(state), keys.seal(verifier, sealContext(id)), sessionHash],
  )
  return authorizationUrl(client, { redirectUri, state, verifier, account: 'other' })
}

/** `other_session`: a browser that didn't start the trip, or that is signed out by now; the trip is over from then on. */
export type ConsumedShared =
  | { readonly kind: 'consumed'; readonly attemptId: string; readonly verifier: Secret }
  | { readonly kind: 'over' | 'other_session' | 'unknown' }

/** Uses the trip that `state` names: of any number of callbacks at once, one gets `consumed`. */
export async function consumeSharedAttempt(
  { tx, keys }: { tx: Transaction; keys: KeyRing },
  { state, configurationId, sessionHash }: { state: string; configurationId: string; sessionHash: string | null },
): Promise<ConsumedShared> {
  if (configurationId.includes('\0')) return { kind: 'unknown' }
  const mine = [hashOf(state), configurationId, sessionHash]
  const [attempt] = await tx.query<{ id: string; sealed: string }>(
    `update shared_sign_ins set used_at = now()
     where state_hash = $1 and configuration_id = $2 and session_hash = $3 and used_at is null and expires_at > now()
     returning id, verifier_sealed as "sealed"`,
    mine,
  )
  if (attempt) return { kind: 'consumed', attemptId: attempt.id, verifier: new Secret(keys.open(attempt.sealed, sealContext(attempt.id))) }
  // Of another browser: whoever has the code must not be able to bring it back in the one that began.
  const [found] = await tx.query<{ isSameSession: boolean }>(
    `update shared_sign_ins set used_at = coalesce(used_at, now()) where state_hash = $1 and configuration_id = $2
     returning session_hash is not distinct from $3 as "isSameSession"`,
    mine,
  )
  if (!found) return { kind: 'unknown' }
  return { kind: found.isSameSession ? 'over' : 'other_session' }
}

/** Whether what this trip brings may still be kept; locks it, so that an incident either comes first or finds the connection. */
export async function isSharedAttemptLive(tx: Transaction, attemptId: string): Promise<boolean> {
  const [row] = await tx.query<{ isLive: boolean }>(`select voided_at is null as "isLive" from shared_sign_ins where id = $1 for update`, [
    attemptId,
  ])
  return row?.isLive ?? false
}

/** Everyone is being disconnected, or the client is another one: what trips still bring isn't kept. @param configurationId null: of every app */
export async function voidSharedAttempts(tx: Transaction, configurationId: string | null): Promise<void> {
  await tx.query(
    `update shared_sign_ins set voided_at = now(), used_at = coalesce(used_at, now())
     where voided_at is null and created_at > now() - interval '1 hour' and ($1::text is null or configuration_id = $1)`,
    [configurationId],
  )
}

/** Deletes those that were over a week ago. @returns how many went */
export async function forgetOldSharedAttempts(tx: Transaction): Promise<number> {
  return (await tx.query(`delete from shared_sign_ins where expires_at < now() - interval '7 days' returning 1`)).length
}

function sealContext(attemptId: string): readonly string[] {
  return ['shared_sign_ins.verifier_sealed', attemptId]
}
