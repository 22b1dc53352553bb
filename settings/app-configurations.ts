// App configurations: which OAuth client Workbot is at an app, and which orgs it accepts. Their secrets are in client-secret.ts.
import type { Transaction } from '../database.js'

export interface AppConfiguration {
  /** Part of the redirect URI `/oauth/callback/<id>`; the one that the environment seeds has the app's name. */
  readonly id: string
  /** The app's id: `salesforce`. */
  readonly app: string
  /** As people tell it from others of the same app: `Contoso Production`. */
  readonly label: string
  /** Origin of the app's login host, without a trailing slash. */
  readonly baseUrl: string
  readonly clientId: string
  readonly scopes: readonly string[]
  /** Ids of the orgs whose accounts may be connected; empty: any org. */
  readonly acceptedOrgs: readonly string[]
  /** `environment`: seeded at start, read-only. `operator`: made by a person. */
  readonly source: 'environment' | 'operator'
  readonly version: number
}

const columns = `id, app, label, base_url as "baseUrl", client_id as "clientId", scopes, accepted_orgs as "acceptedOrgs", source, version`

/** One configuration, or null where there is none of that id. */
export async function findAppConfiguration(tx: Transaction, id: string): Promise<AppConfiguration | null> {
  const [row] = await tx.query<AppConfiguration>(`select ${columns} from app_configurations where id = $1 and removed_at is null`, [id])
  return row ?? null
}

/** All configurations, by app and label. */
export async function listAppConfigurations(tx: Transaction): Promise<AppConfiguration[]> {
  return tx.query<AppConfiguration>(`select ${columns} from app_configurations where removed_at is null order by app, label, id`)
}

/**
 * Writes what the environment says of a configuration, but no other client id; one of the same id that a person made is left alone, and taken
 * over where they removed it.
 */
export async function seedAppConfiguration(tx: Transaction, seed: Omit<AppConfiguration, 'source' | 'version'>): Promise<void> {
  await tx.query(
    `insert into app_configurations as now (id, app, label, base_url, client_id, scopes, accepted_orgs, source)
     values ($1, $2, $3, $4, $5, $6, $7, 'environment')
     on conflict (id) do update
        set label = excluded.label, base_url = excluded.base_url, scopes = excluded.scopes, accepted_orgs = excluded.accepted_orgs,
            client_id = case when now.removed_at is null then now.client_id else excluded.client_id end,
            source = 'environment', removed_at = null, version = now.version + 1, updated_at = now()
      where now.removed_at is not null or now.source = 'environment'
        and (now.label, now.base_url, now.scopes, now.accepted_orgs)
            is distinct from (excluded.label, excluded.base_url, excluded.scopes, excluded.accepted_orgs)`,
    [seed.id, seed.app, seed.label, seed.baseUrl, seed.clientId, seed.scopes, seed.acceptedOrgs],
  )
}

/** What was given to the client before is the caller's to end. */
export async function setClientId(tx: Transaction, { id, clientId }: Pick<AppConfiguration, 'id' | 'clientId'>): Promise<void> {
  await tx.query(`update app_configurations set client_id = $2, version = version + 1, updated_at = now() where id = $1`, [id, clientId])
}
