// Finds a run of the same recipe with the same parameters that already waits for its caller.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { isDeepStrictEqual } from 'node:util'
import { openParams, type Params } from './sealed-params.js'

/** The twin's id, or null. Parameters are sealed, so the few waiting runs of one caller are opened and compared. */
export async function findWaitingTwin(
  tx: Transaction,
  keys: KeyRing,
  { caller, recipe, params }: { caller: Caller; recipe: string; params: Params },
): Promise<string | null> {
  const waiting = await tx.query<{ id: string; sealed: string }>(
    `select id, params_sealed as "sealed" from runs
     where tenant_id = $1 and aad_object_id = $2 and recipe = $3 and state = 'waiting_sign_in' order by accepted_at desc limit 50`,
    [caller.tenantId, caller.aadObjectId, recipe],
  )
  return waiting.find(({ id, sealed }) => isDeepStrictEqual(openParams(keys, id, sealed), params))?.id ?? null
}
