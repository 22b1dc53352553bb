// Open runs of a recipe that began under settings which allowed more than those that hold now.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'

export interface BegunBefore {
  readonly recipe: string
  /** All of them. */
  readonly all: boolean
  /** Those of others than these people; null: nobody's. */
  readonly onlyPeople: readonly string[] | null
  /** Those that use one of these apps with the shared connection. */
  readonly personalApps: readonly string[]
}

export interface RunInFlight {
  readonly id: string
  readonly caller: Caller
}

/** Oldest first; those that are being cancelled already are left out. */
export async function listInFlight(
  tx: Transaction,
  { recipe, all, onlyPeople, personalApps }: BegunBefore,
): Promise<readonly RunInFlight[]> {
  return tx.query<RunInFlight>(
    `select id, json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller from runs
     where recipe = $1 and ended_at is null and cancel_asked_at is null
       and ($2 or lower(aad_object_id) <> all($3::text[])
         or exists (select from jsonb_each(settings -> 'identities') as used (app, identity) where app = any($4) and identity ->> 'mode' = 'shared'))
     order by accepted_at, id`,
    [recipe, all, onlyPeople, personalApps],
  )
}
