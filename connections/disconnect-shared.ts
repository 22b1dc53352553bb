// Takes a shared connection away in one transaction; runs that act through it end and say so.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import type { TakenWhy } from './disconnect.js'
import { queueRevocation } from './revocations.js'

/** @returns whether it was there. @param by who does it, for the audit */
export async function disconnectShared(
  tx: Transaction,
  { connectionId, why, by }: { connectionId: string; why: TakenWhy; by: string },
): Promise<boolean> {
  const [ended] = await tx.query<{
    configurationId: string
    host: string
    sealed: string
    account: string
    clientId: string | null
    isOnItsWay: boolean
  }>(
    `delete from connections where id = $1 and kind = 'shared'
     returning configuration_id as "configurationId", host, tokens_sealed as "sealed", account_name as "account", client_id as "clientId",
       needs_sign_in_why is not distinct from 'client_changed' as "isOnItsWay"`,
    [connectionId],
  )
  if (!ended) return false
  const { configurationId, host, sealed, account, clientId, isOnItsWay } = ended
  const tokens = { configurationId, connectionId, host, sealed, clientId, accountKey: null }
  // What a former client had is on its way out since the change.
  if (!isOnItsWay) await queueRevocation(tx, { ...tokens, why: 'disconnected' })
  await recordAudit(tx, { event: 'connection.disconnected', configurationId, detail: { connectionId, account, why, by } })
  return true
}
