// Makes an app configuration of a person's, with an id that it keeps for good: it is part of the redirect URI that the app knows.
import { recordAudit } from '../audit/record.js'
import type { Caller } from '../caller.js'
import type { Transaction } from '../database.js'
import type { KeyRing } from '../keys/key-ring.js'
import type { Secret } from '../keys/secret.js'
import type { AppConfiguration } from './app-configurations.js'
import { sealClientSecret } from './client-secret.js'

export interface NewConfiguration extends Pick<AppConfiguration, 'app' | 'label' | 'baseUrl' | 'clientId' | 'scopes' | 'acceptedOrgs'> {
  /** Sealed here, and read by nobody but whoever calls the app. */
  readonly secret: Secret
}

const SLUG_AT_MOST = 40
/** So many of one app with one label. */
const TRIES = 50

/**
 * The first of an app has the app's name as its id: it is what recipes take unless they are told otherwise. Later ones add their label.
 * @returns its id @throws Error where fifty of this label are there
 */
export async function makeConfiguration(
  tx: Transaction,
  keys: KeyRing,
  { made, by }: { made: NewConfiguration; by: Caller },
): Promise<string> {
  for (const id of candidates(made)) {
    if (!(await insert(tx, keys, id, made))) continue
    const { app, label, clientId } = made
    await recordAudit(tx, { event: 'configuration.made', caller: by, configurationId: id, detail: { app, label, clientId } })
    return id
  }
  throw new Error(`There are ${String(TRIES)} configurations of ${made.app} with one label.`)
}

function* candidates({ app, label }: NewConfiguration): Generator<string> {
  yield app
  const slug = slugOf(label)
  const name = slug === '' || slug === app ? app : slug.startsWith(`${app}-`) ? slug : `${app}-${slug}`
  if (name !== app) yield name
  for (let number = 2; number < TRIES; number++) yield `${name}-${String(number)}`
}

/** Small letters, digits and single dashes: `Contoso Søerne (UAT)` is `contoso-s-erne-uat`. */
export function slugOf(label: string): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_AT_MOST)
    .replace(/^-+|-+$/g, '')
}

/** False where the id is taken. One that was removed is taken too, but for the app's own name, which recipes go by. */
async function insert(tx: Transaction, keys: KeyRing, id: string, made: NewConfiguration): Promise<boolean> {
  const { app, label, baseUrl, clientId, secret, scopes, acceptedOrgs } = made
  const rows = await tx.query(
    `insert into app_configurations as now (id, app, label, base_url, client_id, client_secret_sealed, scopes, accepted_orgs, source)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'operator')
     on conflict (id) do update
        set label = $3, base_url = $4, client_id = $5, client_secret_sealed = $6, scopes = $7, accepted_orgs = $8,
            source = 'operator', removed_at = null, version = now.version + 1, updated_at = now()
      where now.removed_at is not null and now.id = now.app
     returning 1`,
    [id, app, label, baseUrl, clientId, sealClientSecret(keys, id, secret), scopes, acceptedOrgs],
  )
  return rows.length === 1
}
