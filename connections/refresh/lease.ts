// One refresh at a time over all processes: a lease on the connection's row, by the database's clock.
import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../database.js'
import type { ConnectionOwner } from '../access.js'

/** How long a holder may be at it. */
export const LEASE_MS = 8_000
/** The request itself. Nobody sends with less left of the lease, so the next holder never meets one that is still out. */
export const REQUEST_MS = 5_000

/** A token set as somebody read it: the row's id and version. */
export interface TokensSeen {
  readonly id: string
  readonly version: number
}

export interface Lease extends TokensSeen {
  readonly holder: string
  readonly owner: ConnectionOwner
  readonly configurationId: string
  readonly host: string
  readonly sealed: string
  /** The OAuth client that the tokens were given to; null where an older version stored them. */
  readonly clientId: string | null
  readonly accountKey: string
  /** An earlier holder said that it would send, and never said what came of it. */
  readonly isAnswerLost: boolean
  /** By `performance.now()`; on the safe side of what the row says. */
  readonly endsAt: number
}

/** `changed`: the row is gone, has other tokens by now, or needs a sign-in: look again. `busy`: somebody else is at it. */
export type LeaseTaken = { readonly kind: 'held'; readonly lease: Lease } | { readonly kind: 'busy' } | { readonly kind: 'changed' }

interface LeasedRow {
  readonly kind: 'shared' | 'personal'
  readonly tenantId: string
  readonly aadObjectId: string | null
  readonly configurationId: string
  readonly host: string
  readonly sealed: string
  readonly clientId: string | null
  readonly accountKey: string
  readonly isAnswerLost: boolean
}

const seen = `id = $1 and version = $2 and state = 'connected'`

export async function takeLease(tx: Transaction, { id, version }: TokensSeen): Promise<LeaseTaken> {
  const holder = randomUUID()
  const endsAt = performance.now() + LEASE_MS
  const [row] = await tx.query<LeasedRow>(
    `update connections set lease_owner = $3, lease_until = now() + make_interval(secs => $4)
     where ${seen} and (lease_until is null or lease_until <= now())
     returning kind, tenant_id as "tenantId", aad_object_id as "aadObjectId", configuration_id as "configurationId", host,
       tokens_sealed as "sealed", client_id as "clientId", account_key as "accountKey", refresh_intent_at is not null as "isAnswerLost"`,
    [id, version, holder, LEASE_MS / 1_000],
  )
  if (row) return { kind: 'held', lease: toLease(row, { id, version, holder, endsAt }) }
  const same = await tx.query(`select from connections where ${seen}`, [id, version])
  return { kind: same.length > 0 ? 'busy' : 'changed' }
}

function toLease({ kind, tenantId, aadObjectId, ...row }: LeasedRow, own: TokensSeen & Pick<Lease, 'holder' | 'endsAt'>): Lease {
  const owner: ConnectionOwner = kind === 'shared' ? { kind, tenantId } : { kind, caller: { tenantId, aadObjectId: aadObjectId as string } }
  return { ...row, ...own, owner }
}

/**
 * Commits that a request is about to be sent, so that whoever finds the row after a crash knows that its answer may be lost.
 * @returns false where too little of the lease is left, or the row has changed: nothing may be sent
 */
export async function commitIntent(tx: Transaction, { id, version, holder, endsAt }: Lease): Promise<boolean> {
  const committed = await tx.query(
    `update connections set refresh_intent_at = now()
     where ${seen} and lease_owner = $3 and lease_until >= clock_timestamp() + make_interval(secs => $4) returning id`,
    [id, version, holder, REQUEST_MS / 1_000],
  )
  return committed.length > 0 && performance.now() <= endsAt - REQUEST_MS
}

/**
 * Gives the lease back. Nobody asks the app again before `quietMs` are over.
 * @param isAnswerLost the app may have done it: the intent stays for the next holder
 */
export async function releaseLease(
  tx: Transaction,
  { id, version, holder }: Lease,
  { quietMs, isAnswerLost }: { quietMs: number; isAnswerLost: boolean },
): Promise<void> {
  await tx.query(
    `update connections set lease_owner = null, lease_until = now() + make_interval(secs => $4),
       refresh_intent_at = case when $5 then refresh_intent_at end
     where id = $1 and version = $2 and lease_owner = $3`,
    [id, version, holder, quietMs / 1_000, isAnswerLost],
  )
}
