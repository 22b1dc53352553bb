// The OAuth clients that an operator's configuration had before: their secrets are still tried for two weeks, and end what they were given.
import { randomUUID } from 'node:crypto'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'

/** Longer than the end of a token is tried at an app. */
const KEPT = `interval '14 days'`

/** Puts a client with its secret aside, from now on the one before. */
export async function keepFormer(
  tx: Transaction,
  keys: KeyRing,
  { configurationId, clientId, secret }: { configurationId: string; clientId: string; secret: Secret },
): Promise<void> {
  const id = randomUUID()
  await tx.query(`insert into former_clients (id, configuration_id, client_id, secret_sealed) values ($1, $2, $3, $4)`, [
    ...[id, configurationId, clientId],
    keys.seal(secret.reveal(), context(id)),
  ])
}

/** The secrets that a client of this configuration had before, the newest first. @throws WB-KEY-002 and -003 where one doesn't open */
export async function openFormer(
  tx: Transaction,
  keys: KeyRing,
  { configurationId, clientId }: { configurationId: string; clientId: string },
): Promise<readonly Secret[]> {
  const rows = await tx.query<{ id: string; sealed: string }>(
    `select id, secret_sealed as sealed from former_clients
     where configuration_id = $1 and client_id = $2 and replaced_at > now() - ${KEPT} order by replaced_at desc`,
    [configurationId, clientId],
  )
  return rows.map(({ id, sealed }) => new Secret(keys.open(sealed, context(id))))
}

/** Until when a secret before the one in force is tried as well; null where there is none. */
export async function formerTriedUntil(
  tx: Transaction,
  { configurationId, clientId }: { configurationId: string; clientId: string },
): Promise<Date | null> {
  const [row] = await tx.query<{ until: Date | null }>(
    `select max(replaced_at) + ${KEPT} as until from former_clients
     where configuration_id = $1 and client_id = $2 and replaced_at > now() - ${KEPT}`,
    [configurationId, clientId],
  )
  return row?.until ?? null
}

/** Deletes those whose time is over. @returns how many went */
export async function forgetFormerClients(tx: Transaction): Promise<number> {
  return (await tx.query(`delete from former_clients where replaced_at < now() - ${KEPT} returning 1`)).length
}

/** Of a configuration that is removed. */
export async function dropFormerClients(tx: Transaction, configurationId: string): Promise<void> {
  await tx.query(`delete from former_clients where configuration_id = $1`, [configurationId])
}

function context(id: string): readonly string[] {
  return ['former_clients.secret_sealed', id]
}
