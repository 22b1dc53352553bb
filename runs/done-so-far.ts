// What a run and the runs that it called have done in apps: each write, whether it is known to be done, and as whom.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { listEffects, type Effect } from './effects.js'

/** In the order in which they were begun, the run's own first. */
export async function listDoneSoFar(tx: Transaction, keys: KeyRing, runId: string): Promise<readonly Effect[]> {
  const its = await tx.query<{ id: string }>(
    `with recursive its as (
       select id, tenant_id, aad_object_id, 0 as depth from runs where id = $1
       union
       select called.id, called.tenant_id, called.aad_object_id, depth + 1 from its join runs called using (tenant_id, aad_object_id)
        where called.settings -> 'calledBy' ->> 'run' = its.id)
     select id from its order by depth, id`,
    [runId],
  )
  const effects: Effect[] = []
  for (const { id } of its) effects.push(...(await listEffects(tx, keys, id)))
  return effects
}
