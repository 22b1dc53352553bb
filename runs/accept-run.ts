// Acceptance: once this row is committed, the run may not be lost.
import type { Caller, CallerProfile } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { sealParams, type Params } from './sealed-params.js'
import type { RunSettings } from './types.js'

export interface NewRun {
  readonly id: string
  readonly recipe: string
  readonly caller: Caller
  readonly profile: CallerProfile
  readonly conversationId: string
  /** The Teams activity that asked, for replies in a thread. */
  readonly replyToId?: string | undefined
  readonly params: Params
  readonly settings: RunSettings
}

/** `duplicate`: the same trigger was accepted before; nothing is to be done or answered. */
export async function acceptRun(tx: Transaction, keys: KeyRing, run: NewRun): Promise<'accepted' | 'duplicate'> {
  const inserted = await tx.query(
    `insert into runs (id, recipe, tenant_id, aad_object_id, caller, conversation_id, reply_to_id, params_sealed, settings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
    [
      run.id,
      run.recipe,
      run.caller.tenantId,
      run.caller.aadObjectId,
      JSON.stringify(run.profile),
      run.conversationId,
      run.replyToId ?? null,
      sealParams(keys, run.id, run.params),
      JSON.stringify(run.settings),
    ],
  )
  return inserted.length > 0 ? 'accepted' : 'duplicate'
}
