// What became of a recipe's settings: the newest changes first, from the audit.
import type { Transaction } from '../database.js'

export interface SettingChange {
  readonly at: Date
  /** The Entra object id of who changed it, or `shell:<user>`. */
  readonly by: string
  /** As in the settings: `verifyUserAccess`. */
  readonly setting: string
  readonly from: string | number | boolean
  readonly to: string | number | boolean
}

/** @param recipe the recipe's name */
export async function listChanges(tx: Transaction, recipe: string, limit = 20): Promise<SettingChange[]> {
  return tx.query<SettingChange>(
    `select at, detail ->> 'by' as "by", detail ->> 'setting' as "setting", detail -> 'from' as "from", detail -> 'to' as "to"
     from audit where event = 'setting.changed' and detail ->> 'recipe' = $1 order by id desc limit $2`,
    [recipe, limit],
  )
}
