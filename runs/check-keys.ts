// Whether the configured keys open what runs were sealed with.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { openParams } from './sealed-params.js'

/** Opens the newest run's parameters. @throws WorkbotError WB-KEY-002 or WB-KEY-003 where SHARED_KEYS isn't the ring that sealed them */
export async function checkRunKeys(tx: Transaction, keys: KeyRing): Promise<void> {
  const [run] = await tx.query<{ id: string; sealed: string }>(`select id, params_sealed as "sealed" from runs order by accepted_at desc limit 1`)
  if (run) openParams(keys, run.id, run.sealed)
}
