// A person's connections that were ended, with how their end at the app stands: the proof.
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import { howTheyStand, type HowItStands } from './disconnect-card.js'
import type { Disconnect } from './disconnect.js'

export interface EndedConnection {
  readonly id: string
  readonly configurationId: string
  readonly accountName: string
  readonly orgName: string
  readonly why: Disconnect['why']['kind']
  /** When it was deleted here. */
  readonly at: Date
  readonly ending: HowItStands
}

/** The newest first. */
export async function listDisconnects(
  tx: Transaction,
  { tenantId, aadObjectId }: Caller,
  limit: number,
): Promise<readonly EndedConnection[]> {
  const rows = await tx.query<Omit<EndedConnection, 'ending'>>(
    `select id, configuration_id as "configurationId", account_name as "accountName", org_name as "orgName", why, at
     from disconnects where tenant_id = $1 and aad_object_id = $2 order by at desc limit $3`,
    [tenantId, aadObjectId, limit],
  )
  const endings = await howTheyStand(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => {
    const ending = endings.get(row.id)
    return ending ? [{ ...row, ending }] : []
  })
}
