// Who has a chat with Workbot: the people of the organisation whom it can name and reach.
import type { Transaction } from '../database.js'

export interface KnownPerson {
  readonly aadObjectId: string
  readonly name: string
  /** From their latest run; empty where they never ran one. */
  readonly email: string
  /** `29:…`, by which a mention names them. */
  readonly teamsUserId: string
}

/** More than so many are found by nobody; whoever names somebody else does it where both are, by a mention. */
const AT_MOST = 5_000

/** Of a tenant, each once, by their names. */
export async function findPeople(tx: Transaction, tenantId: string): Promise<KnownPerson[]> {
  return tx.query<KnownPerson>(
    `select distinct on (name, "aadObjectId") aad_object_id as "aadObjectId", coalesce(reference -> 'user' ->> 'name', '') as name,
       coalesce(reference -> 'user' ->> 'id', '') as "teamsUserId",
       coalesce((select caller ->> 'email' from runs where runs.tenant_id = known.tenant_id and runs.aad_object_id = known.aad_object_id
         order by accepted_at desc limit 1), '') as email
     from conversation_references as known
     where tenant_id = $1 and kind = 'personal' and unreachable_at is null and reference -> 'user' ->> 'name' <> ''
     order by name, "aadObjectId" limit ${String(AT_MOST)}`,
    [tenantId],
  )
}
