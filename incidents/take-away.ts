// Takes connections away, some at a time: each transaction is small, and whoever is killed in between goes on where they were.
import { disconnect } from '../connections/disconnect.js'
import { disconnectShared } from '../connections/disconnect-shared.js'
import { voidTripsUnderWay } from '../connections/void-trips.js'
import type { Database, Transaction } from '../database.js'
import { cutIncident, type Incident } from './incident-rows.js'

const BATCH = 20

type Taken =
  | { readonly id: string; readonly kind: 'shared' }
  | { readonly id: string; readonly kind: 'personal'; readonly tenantId: string; readonly aadObjectId: string }

/** Sign-ins under way first, so that nothing is connected behind our back; then all that was connected until then. */
export async function takeAll(db: Database, incident: Incident, by: string): Promise<void> {
  if (incident.cutAt === null) {
    while ((await db.transaction((tx) => voidTripsUnderWay(tx, incident))) > 0);
    await cutIncident(db, incident.id)
  }
  while ((await db.transaction((tx) => takeSome(tx, incident, by))) > 0);
}

async function takeSome(tx: Transaction, { id, configurationId }: Incident, by: string): Promise<number> {
  const found = await tx.query<Taken>(
    `select id, kind, tenant_id as "tenantId", aad_object_id as "aadObjectId" from connections
     where ($1::text is null or configuration_id = $1) and connected_at <= (select cut_at from incidents where id = $2)
     order by id limit ${String(BATCH)}`,
    [configurationId, id],
  )
  let taken = 0
  for (const each of found) if (await take(tx, each, by)) taken += 1
  if (taken > 0) await tx.query(`update incidents set connections = connections + $2 where id = $1`, [id, taken])
  return found.length
}

async function take(tx: Transaction, connection: Taken, by: string): Promise<boolean> {
  const { id: connectionId } = connection
  if (connection.kind === 'shared') return disconnectShared(tx, { connectionId, why: 'incident', by })
  const { tenantId, aadObjectId } = connection
  const why = { kind: 'incident', by } as const
  return (await disconnect(tx, { connectionId, caller: { tenantId, aadObjectId }, why, card: null })).kind === 'disconnected'
}
