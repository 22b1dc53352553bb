// Whether the ring that bot and worker share opens the newest run.
import type { Transaction } from '../database.js'
import { WorkbotError } from '../errors.js'
import type { KeyRing } from '../keys/key-ring.js'
import { openParams } from './sealed-params.js'

/** @throws WorkbotError WB-KEY-005: SHARED_KEYS isn't the ring that sealed it */
export async function checkRunKeys(tx: Transaction, keys: KeyRing): Promise<void> {
  const [newest] = await tx.query<{ id: string; sealed: string }>(
    `select id, params_sealed as "sealed" from runs order by accepted_at desc limit 1`,
  )
  if (!newest) return
  try {
    openParams(keys, newest.id, newest.sealed)
  } catch (cause) {
    throw new WorkbotError('WB-KEY-005', "SHARED_KEYS doesn't open the newest run. Start with the keys that this database was used with.", {
      cause,
    })
  }
}
