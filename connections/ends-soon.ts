// Connections whose end no refresh can move: their owners are told a week before, once.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Database, Transaction } from '../database.js'

export interface EndingConnection {
  readonly id: string
  readonly caller: Caller
  readonly configurationId: string
  /** Begun ones count. */
  readonly daysLeft: number
}

/** Up to 50. Claiming is telling, unless `oweEndWarningAgain` takes it back. */
export async function claimEndWarnings(db: Database): Promise<readonly EndingConnection[]> {
  return db.transaction(async (tx) => {
    const claimed = await tx.query<EndingConnection>(
      `update connections set end_warned_at = now() where id in (
         select id from connections where state = 'connected' and kind = 'personal' and end_warned_at is null
           and refresh_expires_at <= now() + interval '7 days' order by refresh_expires_at limit 50 for update skip locked)
       returning id, json_build_object('tenantId', tenant_id, 'aadObjectId', aad_object_id) as caller, configuration_id as "configurationId",
         greatest(1, ceil(extract(epoch from refresh_expires_at - now()) / 86400))::int as "daysLeft"`,
    )
    for (const { id: connectionId, caller, configurationId } of claimed)
      await recordAudit(tx, { event: 'connection.ends_soon', caller, configurationId, detail: { connectionId } })
    return claimed
  })
}

/** Teams didn't take it: housekeeping tries again in its next round. */
export async function oweEndWarningAgain(tx: Transaction, { id }: Pick<EndingConnection, 'id'>): Promise<void> {
  await tx.query(`update connections set end_warned_at = null where id = $1`, [id])
}
