// Gives a run that continues another the writes of that one: done ones for its receipt and its account, unsure ones to be recognised by their own key.
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'

interface Row {
  readonly stepKey: string
  readonly resultSealed: string | null
  readonly notedSealed: string | null
}

/** @param from the run that ended. In one transaction with what else is carried. */
export async function carryEffects(tx: Transaction, keys: KeyRing, { from, to }: { from: string; to: string }): Promise<void> {
  const rows = await tx.query<Row>(
    `select step_key as "stepKey", result_sealed as "resultSealed", noted_sealed as "notedSealed" from effects where run_id = $1`,
    [from],
  )
  for (const { stepKey, resultSealed, notedSealed } of rows) {
    const anew = (sealed: string | null, what: string): string | null =>
      sealed === null ? null : keys.seal(keys.open(sealed, [what, from, stepKey]), [what, to, stepKey])
    await tx.query(
      `insert into effects (run_id, step_key, action, app, effect_key, connection_id, app_account, app_account_key, identity, signer,
         started_at, tried_at, finished_at, unknown_at, result_sealed, noted_sealed, carried_from)
       select $2, step_key, action, app, effect_key, connection_id, app_account, app_account_key, identity, signer,
         started_at, tried_at, finished_at, unknown_at, $4, $5, coalesce(carried_from, $1)
       from effects where run_id = $1 and step_key = $3`,
      [from, to, stepKey, anew(resultSealed, 'effects.result'), anew(notedSealed, 'effects.noted')],
    )
  }
}
