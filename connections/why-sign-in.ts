// Why runs that had a connection ask for a sign-in again: the app ended it, what we kept is of no use, or its owner did.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** A short word of mark-needs-sign-in.ts, or what its owner did: `disconnected`, `not_mine`. */
export type WhySignIn = string

/**
 * Null where there was no connection before that the runs could know of.
 * @param actedThrough ids of the connections that the waiting runs have written through
 */
export async function whySignIn(
  tx: Transaction,
  { caller, configurationId, actedThrough }: { caller: Caller; configurationId: string; actedThrough: readonly string[] },
): Promise<WhySignIn | null> {
  const [kept] = await tx.query<{ why: string }>(
    `select coalesce(needs_sign_in_why, '') as why from connections
     where kind = 'personal' and tenant_id = $1 and aad_object_id = $2 and configuration_id = $3 and state = 'needs_sign_in'`,
    [caller.tenantId, caller.aadObjectId, configurationId],
  )
  if (kept) return kept.why
  const [ended] = await tx.query<{ why: string }>(
    `select case when steps_done is null then 'disconnected' else 'not_mine' end as why from disconnects
     where connection_id = any($1::uuid[]) and configuration_id = $2 order by at desc limit 1`,
    [actedThrough, configurationId],
  )
  return ended?.why ?? null
}
