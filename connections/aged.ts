// Personal connections past the deployment's limits of age: unused for too long, or made too long ago.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** In days; null: no limit. A refresh that only keeps a connection alive is no use. */
export interface AgeLimits {
  readonly idleDays: number | null
  readonly maxDays: number | null
}

export interface AgedConnection {
  readonly connectionId: string
  readonly caller: Caller
  readonly why: 'idle' | 'old'
}

/** Up to `limit`, the oldest first. */
export async function findAged(tx: Transaction, { idleDays, maxDays }: AgeLimits, limit: number): Promise<readonly AgedConnection[]> {
  if (idleDays === null && maxDays === null) return []
  return tx.query<AgedConnection>(
    `select id as "connectionId", json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller,
       case when connected_at < now() - make_interval(days => $2) then 'old' else 'idle' end as why
     from connections
     where kind = 'personal' and (connected_at < now() - make_interval(days => $2)
       or connected_at < now() - make_interval(days => $1)
          and (last_used_at is null or last_used_at < now() - make_interval(days => $1)))
     order by connected_at limit $3`,
    [idleDays, maxDays, limit],
  )
}
