// What came of a refresh, written to the row while it is still the one that was read; what came too late is ended at the app.
import { setTimeout as wait } from 'node:timers/promises'
import type { RefreshRules } from '../../apps/define-app.js'
import { recordAudit } from '../../audit/record.js'
import { DatabaseUnavailable, type Database, type Transaction } from '../../database.js'
import { markNeedsSignIn } from '../mark-needs-sign-in.js'
import { queueRevocation, refuseGrant } from '../revocations.js'
import { keepAliveAfter } from '../token-times.js'
import type { SealTokens } from '../token-sealing.js'
import type { TokenSet } from '../token-set.js'
import type { Lease } from './lease.js'

const PAUSE_MS = 100

export interface NewTokens {
  readonly tokens: TokenSet
  readonly expiresInMs: number | null
  readonly rules: RefreshRules
  /** The OAuth client that got them. */
  readonly clientId: string
}

/**
 * Replaces the token set. Tried until the lease ends: the app has forgotten the old tokens.
 * @returns `superseded`: the row is gone, or somebody signed in meanwhile; the new tokens are on their way out
 */
export async function storeRefreshed(
  { db, seal }: { db: Database; seal: SealTokens },
  lease: Lease,
  { tokens, expiresInMs, rules, clientId }: NewTokens,
): Promise<'stored' | 'superseded'> {
  const sealed = await seal(tokens, lease.id)
  return persistently(lease.endsAt, () =>
    db.transaction(async (tx) => {
      if (await replaceTokens(tx, lease, { sealed, expiresInMs, rules })) return 'stored'
      const { id: formerly, owner, configurationId, host, accountKey } = lease
      await refuseGrant({ tx, seal }, { owner, configurationId, host, tokens, formerly, clientId, accountKey, why: 'superseded' })
      return 'superseded'
    }),
  )
}

async function replaceTokens(
  tx: Transaction,
  { id, version }: Lease,
  { sealed, expiresInMs, rules }: { sealed: string; expiresInMs: number | null; rules: RefreshRules },
): Promise<boolean> {
  const replaced = await tx.query(
    `update connections set version = version + 1, tokens_sealed = $3, refreshed_at = now(),
       access_expires_at = now() + make_interval(secs => $4), keep_alive_at = now() + make_interval(secs => $5),
       lease_owner = null, lease_until = null, refresh_intent_at = null
     where id = $1 and version = $2 and state = 'connected' returning id`,
    [id, version, sealed, expiresInMs === null ? null : expiresInMs / 1_000, keepAliveAfter(rules)],
  )
  return replaced.length > 0
}

/** Why a connection can't go on without its owner, in a word for the record. */
export type EndedWhy = 'refresh_refused' | 'refresh_answer_lost' | 'no_refresh_token' | 'tokens_refused' | 'client_changed'

/**
 * A new sign-in is needed, unless the row has changed meanwhile: then somebody else knows better. What is left of the old tokens is ended.
 * @returns whether it was so
 */
export async function endConnection(db: Database, lease: Lease, { why, error }: { why: EndedWhy; error?: string }): Promise<boolean> {
  const { id: connectionId, version, configurationId, host, sealed, owner, clientId, accountKey } = lease
  return persistently(lease.endsAt, () =>
    db.transaction(async (tx) => {
      if (!(await markNeedsSignIn(tx, { connectionId, version, why }))) return false
      if (why !== 'tokens_refused') await queueRevocation(tx, { configurationId, connectionId, host, sealed, why, clientId, accountKey })
      const about = { ...(owner.kind === 'personal' && { caller: owner.caller }), configurationId }
      if (error !== undefined) await recordAudit(tx, { event: 'connection.refresh_failed', ...about, detail: { connectionId, why: error } })
      await recordAudit(tx, { event: 'connection.needs_sign_in', ...about, detail: { why, connectionId } })
      return true
    }),
  )
}

async function persistently<Result>(until: number, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const isWorthAnother = error instanceof DatabaseUnavailable || (error as { code?: unknown }).code === '40P01'
      if (!isWorthAnother || performance.now() + PAUSE_MS > until) throw error
      await wait(PAUSE_MS)
    }
  }
}
