// Browser sessions: who has proved, through Microsoft, to sit at this browser. Only the hash of a session's id is kept.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { hashId, randomId } from './random-id.js'

export const SESSION_MS = 8 * 3_600_000
export const CODEC_SESSION_MS = 3_600_000

/** What a session is good for: one made for the one thing is nothing to the other. */
export type SessionPurpose = 'sign_in' | 'codec' | 'site'

const lifetimes: Readonly<Record<SessionPurpose, number>> = { sign_in: SESSION_MS, codec: CODEC_SESSION_MS, site: SESSION_MS }

/** Somebody who came back from Microsoft. */
export interface Person {
  readonly caller: Caller
  readonly name: string
  readonly email: string
}

export interface BrowserSession extends Person {
  readonly idHash: string
}

/** Begins a session: of one hour for the codec, of 8 for the rest. @returns the id for the cookie */
export async function createSession(
  tx: Transaction,
  { caller, name, email }: Person,
  purpose: SessionPurpose = 'sign_in',
): Promise<{ id: string; idHash: string }> {
  const id = randomId()
  await forgetOldSessions(tx)
  await tx.query(
    `insert into browser_sessions (id_hash, tenant_id, aad_object_id, name, email, purpose, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond')`,
    [hashId(id), caller.tenantId, caller.aadObjectId, name, email, purpose, lifetimes[purpose]],
  )
  return { id, idHash: hashId(id) }
}

/** @param id the cookie's value; null where there is none */
export async function findSession(tx: Transaction, id: string | null, purpose: SessionPurpose = 'sign_in'): Promise<BrowserSession | null> {
  if (id === null) return null
  const [row] = await tx.query<{ idHash: string; tenantId: string; aadObjectId: string; name: string; email: string }>(
    `select id_hash as "idHash", tenant_id as "tenantId", aad_object_id as "aadObjectId", name, email
     from browser_sessions where id_hash = $1 and purpose = $2 and expires_at > now()`,
    [hashId(id), purpose],
  )
  if (!row) return null
  const { tenantId, aadObjectId, ...session } = row
  return { ...session, caller: { tenantId, aadObjectId } }
}

/** Ends one, whoever has its cookie. */
export async function endSession(tx: Transaction, idHash: string): Promise<void> {
  await tx.query(`delete from browser_sessions where id_hash = $1`, [idHash])
}

/** Deletes the sessions that are over. */
export async function forgetOldSessions(tx: Transaction): Promise<void> {
  await tx.query(`delete from browser_sessions where expires_at < now()`)
}

/** How people who are signed in here are called, by Entra object id. */
export async function namesInSessions(tx: Transaction, { tenantId, ids }: { tenantId: string; ids: readonly string[] }) {
  const rows = await tx.query<{ id: string; name: string }>(
    `select distinct on (aad_object_id) aad_object_id as id, name from browser_sessions
     where tenant_id = $1 and aad_object_id = any($2) order by aad_object_id, created_at desc`,
    [tenantId, ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
