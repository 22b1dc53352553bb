// Changes an app configuration that a person made: what is shown of it, its secret, and its end. Who may, and what else follows, is the caller's.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import { findAppConfiguration, type AppConfiguration } from './app-configurations.js'
import { findOwnClient, sealClientSecret } from './client-secret.js'
import { dropFormerClients, keepFormer } from './former-clients.js'

/** What of it is changed without anybody signing in again. */
export type Shown = Pick<AppConfiguration, 'label' | 'baseUrl' | 'acceptedOrgs'>

/** The configuration, held until the transaction ends; null where it isn't there. */
export async function lockConfiguration(tx: Transaction, id: string): Promise<AppConfiguration | null> {
  await tx.query(`select from app_configurations where id = $1 for no key update`, [id])
  return findAppConfiguration(tx, id)
}

/** One entry for each that is another one now. @returns whether any was @param before as it is locked */
export async function saveShown(
  tx: Transaction,
  before: AppConfiguration,
  { label, baseUrl, acceptedOrgs }: Shown,
  by: Caller,
): Promise<boolean> {
  const changes = [
    { setting: 'label', from: before.label, to: label },
    { setting: 'base_url', from: before.baseUrl, to: baseUrl },
    { setting: 'accepted_orgs', from: before.acceptedOrgs.join(', '), to: acceptedOrgs.join(', ') },
  ].filter(({ from, to }) => from !== to)
  if (changes.length === 0) return false
  await tx.query(
    `update app_configurations set label = $2, base_url = $3, accepted_orgs = $4, version = version + 1, updated_at = now() where id = $1`,
    [before.id, label, baseUrl, acceptedOrgs],
  )
  for (const change of changes) await noteChange(tx, before.id, by, change)
  return true
}

/** The secret of today goes on being tried for a while. The audit says only that it is another one. */
export async function replaceSecret(
  tx: Transaction,
  keys: KeyRing,
  { id, secret, by }: { id: string; secret: Secret; by: Caller },
): Promise<void> {
  const { clientId, secrets } = await findOwnClient(tx, { keys, environment: new Map() }, id)
  const [today = new Secret('')] = secrets
  await keepFormer(tx, keys, { configurationId: id, clientId, secret: today })
  await tx.query(`update app_configurations set client_secret_sealed = $2, version = version + 1, updated_at = now() where id = $1`, [
    id,
    sealClientSecret(keys, id, secret),
  ])
  await noteChange(tx, id, by, { setting: 'client_secret', from: 'the one before', to: 'a new one' })
}

/** Its row stays without its secrets: what happened names it, and its id is given to no other. */
export async function removeConfiguration(tx: Transaction, { id, by }: { id: string; by: Caller }): Promise<void> {
  await dropFormerClients(tx, id)
  await tx.query(
    `update app_configurations set removed_at = now(), client_secret_sealed = null, version = version + 1, updated_at = now() where id = $1`,
    [id],
  )
  await recordAudit(tx, { event: 'configuration.removed', caller: by, configurationId: id, detail: { by: by.aadObjectId } })
}

async function noteChange(
  tx: Transaction,
  configurationId: string,
  by: Caller,
  change: { readonly setting: string; readonly from: string; readonly to: string },
): Promise<void> {
  const detail = { ...change, by: by.aadObjectId }
  await recordAudit(tx, { event: 'setting.changed', caller: by, configurationId, detail })
}
