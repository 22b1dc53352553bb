// One-time nonces: a form or a button works once, and only for the person it was made for.
import { createHash, randomBytes } from 'node:crypto'
import { isSameCaller, type Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** What a nonce is for; a nonce for one purpose is unknown for another. Add the run's id where it concerns one: `cancelRun:<id>`. */
export type NoncePurpose = string

const NONCE_BYTES = 24

/** A new nonce of 192 random bits, base64url. Only its hash is stored. */
export async function issueNonce(tx: Transaction, { purpose, caller }: { purpose: NoncePurpose; caller: Caller }): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url')
  await tx.query(`insert into nonces (nonce_hash, purpose, tenant_id, aad_object_id) values ($1, $2, $3, $4)`, [
    hash(nonce),
    purpose,
    caller.tenantId,
    caller.aadObjectId,
  ])
  return nonce
}

/** Uses a nonce up, unless the transaction is rolled back. Of several presses at once one gets `ok`, the others `used`. */
export async function consumeNonce(
  tx: Transaction,
  { nonce, purpose, caller }: { nonce: string; purpose: NoncePurpose; caller: Caller },
): Promise<'ok' | 'used' | 'not_yours' | 'unknown'> {
  const consumed = await tx.query(
    `update nonces set used_at = now()
     where nonce_hash = $1 and purpose = $2 and tenant_id = $3 and aad_object_id = $4 and used_at is null
     returning 1`,
    [hash(nonce), purpose, caller.tenantId, caller.aadObjectId],
  )
  if (consumed.length > 0) return 'ok'
  const [known] = await tx.query<Caller>(
    `select tenant_id as "tenantId", aad_object_id as "aadObjectId" from nonces where nonce_hash = $1 and purpose = $2`,
    [hash(nonce), purpose],
  )
  if (!known) return 'unknown'
  return isSameCaller(known, caller) ? 'used' : 'not_yours'
}

/** Says what consumeNonce would, and consumes nothing: for a form that may have to be corrected first. Locks the nonce until `tx` ends. */
export async function checkNonce(
  tx: Transaction,
  { nonce, purpose, caller }: { nonce: string; purpose: NoncePurpose; caller: Caller },
): Promise<{ readonly kind: 'ok' | 'used' | 'unknown' } | { readonly kind: 'not_yours'; readonly owner: Caller }> {
  const [known] = await tx.query<Caller & { isUsed: boolean }>(
    `select tenant_id as "tenantId", aad_object_id as "aadObjectId", used_at is not null as "isUsed"
     from nonces where nonce_hash = $1 and purpose = $2 for update`,
    [hash(nonce), purpose],
  )
  if (!known) return { kind: 'unknown' }
  const { isUsed, ...owner } = known
  if (!isSameCaller(owner, caller)) return { kind: 'not_yours', owner }
  return { kind: isUsed ? 'used' : 'ok' }
}

/**
 * Deletes up to 5,000 that nobody can use any more: after a week; a claim of `claimOnce` after 60 days, which is longer than any run waits;
 * an unpressed Cancel never while its owner's sign-in card stands, nor a question's button while it is open.
 * @returns how many went
 */
export async function forgetOldNonces(tx: Transaction): Promise<number> {
  const gone = await tx.query(
    `delete from nonces where nonce_hash in (
       select nonce_hash from nonces where created_at < now() - interval '7 days'
         and (aad_object_id <> '' or created_at < now() - interval '60 days')
         and not (purpose = 'cancelRun' and used_at is null and exists (
           select from sign_in_requests as request where request.tenant_id = nonces.tenant_id
             and request.aad_object_id = nonces.aad_object_id and (request.ended_at is null or exists (
               select from waits where sign_in_request_id = request.id and outcome is null))))
         and not (purpose like 'ask:%' and used_at is null and exists (
           select from addressees join waits on waits.id = addressees.wait_id
           where purpose = 'ask:' || addressees.id and waits.outcome is null))
       limit 5000) returning 1`,
  )
  return gone.length
}

function hash(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex')
}
