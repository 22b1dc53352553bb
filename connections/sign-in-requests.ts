// Sign-in requests: one live per caller and app configuration, with a link that can be made again at any time.
import type { Caller, CallerProfile } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { WaitOutcome } from '../runs/types.js'

export interface SignInRequest {
  readonly id: string
  readonly caller: Caller
  readonly configurationId: string
  readonly endedAt: Date | null
  /** How it ended; null while it is live. */
  readonly outcome: WaitOutcome | null
  /** Who asked for it without a run; null where only runs did. */
  readonly wantedBy: { readonly profile: CallerProfile } | null
  /** The app is to ask which account it shall be. */
  readonly wantsOther: boolean
}

/** Whoever opens a request shows its card; the sweep leaves them this long. */
const HEAD_START = `interval '2 s'`
/** Something that the request's card must show has changed. */
const changed = `revision = revision + 1, next_show_at = now(), show_attempts = 0`
/** Nothing keeps it alive: no run, and nobody who asked for it without one. */
const unwanted = `(wanted_until is null or wanted_until <= now())
  and not exists (select from waits where sign_in_request_id = sign_in_requests.id and outcome is null)`

/** It has ended, and asks or asked of runs that had waited for long whether they should still be done. */
const asksStill = `exists (select from waits where sign_in_request_id = sign_in_requests.id and still_asked_at is not null)`

/**
 * The caller's live request for this app configuration, or a new one; its card is due to be shown again, also where no chat was possible before.
 * Locks the row until `tx` ends, so that no outcome comes between it and the wait that is opened next.
 */
export async function openSignInRequest(
  tx: Transaction,
  { caller, configurationId }: { caller: Caller; configurationId: string },
): Promise<{ readonly id: string }> {
  const [row] = await tx.query<{ id: string }>(
    `insert into sign_in_requests as request (tenant_id, aad_object_id, configuration_id, next_show_at) values ($1, $2, $3, now() + ${HEAD_START})
     on conflict (tenant_id, aad_object_id, configuration_id) where ended_at is null
     do update set revision = request.revision + 1, next_show_at = excluded.next_show_at, show_attempts = 0, undelivered_at = null
     returning id`,
    [caller.tenantId, caller.aadObjectId, configurationId],
  )
  return row as { id: string }
}

/** @returns null where there is none of that id */
export async function findSignInRequest(tx: Transaction, id: string): Promise<SignInRequest | null> {
  return readRequest(tx, id, '')
}

/** The same, locked until `tx` ends: lock the request before its waits are settled. */
export async function lockSignInRequest(tx: Transaction, id: string): Promise<SignInRequest | null> {
  return readRequest(tx, id, 'for update')
}

/**
 * Locks the requests that runs wait for. Whoever settles waits takes the request first, as the callback does: two orders would be a
 * deadlock.
 */
export async function lockRequestsOfRun(tx: Transaction, ...runIds: readonly string[]): Promise<void> {
  await tx.query(
    `select from sign_in_requests where id in (select sign_in_request_id from waits where run_id = any($1) and outcome is null) order by id for update`,
    [runIds],
  )
}

async function readRequest(tx: Transaction, id: string, lock: '' | 'for update'): Promise<SignInRequest | null> {
  const [row] = await tx.query<Omit<SignInRequest, 'caller'> & Caller>(
    `select id, tenant_id as "tenantId", aad_object_id as "aadObjectId", configuration_id as "configurationId", ended_at as "endedAt", outcome,
       wanted_by as "wantedBy", wants_other as "wantsOther"
     from sign_in_requests where id = $1 ${lock}`,
    [id],
  )
  if (!row) return null
  const { tenantId, aadObjectId, ...request } = row
  return { ...request, caller: { tenantId, aadObjectId } }
}

/** Ends a live request. @returns false where it had ended before */
export async function endSignInRequest(
  tx: Transaction,
  { requestId, outcome }: { requestId: string; outcome: WaitOutcome },
): Promise<boolean> {
  const ended = await tx.query(
    `update sign_in_requests set ended_at = now(), outcome = $2, ${changed} where id = $1 and ended_at is null returning id`,
    [requestId, outcome],
  )
  return ended.length > 0
}

/**
 * A run waits for the request no longer. It ends where no other run does and nobody asked for it otherwise; else its card is due to be shown again,
 * without that run; also the card of one that has ended, where that asks whether runs should still be done.
 * @returns whether it ended
 */
export async function releaseRequest(tx: Transaction, requestId: string, outcome: WaitOutcome): Promise<boolean> {
  // A statement of its own: the next one must see the waits of whoever held the row until now.
  await lockSignInRequest(tx, requestId)
  const ended = await tx.query(
    `update sign_in_requests set ended_at = now(), outcome = $2, ${changed}
     where id = $1 and ended_at is null and ${unwanted} returning id`,
    [requestId, outcome],
  )
  if (ended.length > 0) return true
  await tx.query(`update sign_in_requests set ${changed} where id = $1 and (ended_at is null or ${asksStill})`, [requestId])
  return false
}

/** Someone else opened the link: its owner is told, once. @returns whether this was the first time */
export async function oweWarning(tx: Transaction, requestId: string): Promise<boolean> {
  const owed = await tx.query(
    `update sign_in_requests set warning_owed = true, next_show_at = now() where id = $1 and warned_at is null and not warning_owed returning id`,
    [requestId],
  )
  return owed.length > 0
}

const LINK = 'sign-in-link'
const linkForm = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/

/** `<request id>.<HMAC>`: says which request, proves that Workbot made it, and opens nothing by itself. */
export function signInToken(keys: KeyRing, requestId: string): string {
  return `${requestId}.${keys.hmac(LINK, [requestId])}`
}

/** @param keys the ring that bot and worker share, so that either can make the link */
export function signInLink(keys: KeyRing, publicUrl: string, requestId: string): string {
  return `${publicUrl}/connect/${signInToken(keys, requestId)}`
}

/** The request that a link's token names, or null where Workbot didn't make it. */
export function readSignInLink(keys: KeyRing, token: string): string | null {
  const [, requestId, hmac] = linkForm.exec(token) ?? []
  return requestId && hmac && keys.isHmac(LINK, [requestId], hmac) ? requestId : null
}
