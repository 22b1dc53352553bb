// What a test's runs did in the apps: who did what, where.
import type { AppId } from '../../apps/index.js'
import type { Database } from '../../database.js'

export interface Effect {
  /** The app's account, as the app names it. */
  readonly who: string
  readonly did: string
  readonly where: AppId
  /** The step's label, or the item of `each`. */
  readonly label?: string
  /** The write was sent, and nobody knows yet whether it was done. */
  readonly unfinished?: true
}

interface Row {
  readonly who: string
  readonly did: string
  readonly where: AppId
  readonly stepKey: string
  readonly hasFinished: boolean
}

/** In the order in which they were begun. */
export async function readEffects(db: Pick<Database, 'query'>): Promise<Effect[]> {
  const rows = await db.query<Row>(
    `select app_account as who, action as did, app as where, step_key as "stepKey", finished_at is not null as "hasFinished"
       from effects order by started_at, step_key`,
  )
  return rows.map(({ who, did, where, stepKey, hasFinished }) => {
    const label = stepKey.slice(`${where}.${did} `.length)
    return { who, did, where, ...(label !== '' && { label }), ...(!hasFinished && { unfinished: true as const }) }
  })
}
