// Browser sessions: who has proved, through Microsoft, to sit at this browser. Only the hash of a session's id is kept.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { hashId, randomId } from './random-id.js'

export const SESSION_MS = 8 * 3_600_000

/** Somebody who came back from Microsoft. */
export interface Person {
  readonly caller: Caller
  readonly name: string
  readonly email: string
}

export interface BrowserSession extends Person {
  readonly idHash: string
}

/** Begins a session of 8 hours. @returns the id for the cookie */
export async function createSession(tx: Transaction, { caller, name, email }: Person): Promise<{ id: string; idHash: string }> {
  const id = randomId()
  await forgetOldSessions(tx)
  await tx.query(
    `insert into browser_sessions (id_hash, tenant_id, aad_object_id, name, email, expires_at) values ($1, $2, $3, $4, $5, now() + interval '8 hours')`,
    [hashId(id), caller.tenantId, caller.aadObjectId, name, email],
  )
  return { id, idHash: hashId(id) }
}

/** @param id the cookie's value; null where there is none */
export async function findSession(tx: Transaction, id: string | null): Promise<BrowserSession | null> {
  if (id === null) return null
  const [row] = await tx.query<{ idHash: string; tenantId: string; aadObjectId: string; name: string; email: string }>(
    `select id_hash as "idHash", tenant_id as "tenantId", aad_object_id as "aadObjectId", name, email
     from browser_sessions where id_hash = $1 and expires_at > now()`,
    [hashId(id)],
  )
  if (!row) return null
  const { tenantId, aadObjectId, ...session } = row
  return { ...session, caller: { tenantId, aadObjectId } }
}

/** Deletes the sessions that are over. */
export async function forgetOldSessions(tx: Transaction): Promise<void> {
  await tx.query(`delete from browser_sessions where expires_at < now()`)
}
