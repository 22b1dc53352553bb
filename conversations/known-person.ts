// Whom Workbot can write to: people by what Teams' roster and their own chat say of them.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

/** Somebody who has, or had, a chat with Workbot. */
export interface KnownPerson {
  readonly caller: Caller
  readonly name: string
  /** Lower-case; empty where the roster hasn't said it yet. */
  readonly email: string
  readonly teamsUserId: string
  /** IANA; UTC where Teams hasn't said it. */
  readonly timeZone: string
}

const columns = `json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller, coalesce(reference -> 'user' ->> 'name', '') as name,
  coalesce(email, '') as email, coalesce(reference -> 'user' ->> 'id', '') as "teamsUserId", coalesce(time_zone, 'UTC') as "timeZone"`
const best = `order by unreachable_at is not null, updated_at desc limit 1`

/** Null where they never had a chat with Workbot. */
export async function findKnownPerson(tx: Transaction, { tenantId, aadObjectId }: Caller): Promise<KnownPerson | null> {
  const [found] = await tx.query<KnownPerson>(
    `select ${columns} from conversation_references where tenant_id = $1 and aad_object_id = $2 and kind = 'personal' ${best}`,
    [tenantId, aadObjectId],
  )
  return found ?? null
}

/** By the address that Teams' roster gave of them. @param email in any case */
export async function findPersonByEmail(
  tx: Transaction,
  { tenantId, email }: { tenantId: string; email: string },
): Promise<KnownPerson | null> {
  if (email === '') return null
  const [found] = await tx.query<KnownPerson>(
    `select ${columns} from conversation_references where tenant_id = $1 and email = $2 and kind = 'personal' ${best}`,
    [tenantId, email.toLowerCase()],
  )
  return found ?? null
}
