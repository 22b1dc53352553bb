// The client secret of an app configuration, from the environment or from its row; fetched only where a token call is made.
import type { Transaction } from '../database.js'
import { WorkbotError } from '../errors.js'
import type { KeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import { environmentApps, type AppVariables } from './environment-apps.js'

/** Where client secrets come from. */
export interface ClientSecrets {
  /** Opens what an operator's row holds. */
  readonly keys: KeyRing
  /** Configuration id → secret, for the rows that the environment seeds. */
  readonly environment: ReadonlyMap<string, Secret>
}

/** @param keys the ring that bot and worker share */
export function clientSecrets(config: AppVariables, keys: KeyRing): ClientSecrets {
  const given = environmentApps(config).flatMap(({ id, clientSecret }) => (clientSecret ? [[id, clientSecret] as const] : []))
  return { keys, environment: new Map(given) }
}

/** Seals the secret of a configuration that an operator makes; it opens in that configuration's row only. */
export function sealClientSecret(keys: KeyRing, configurationId: string, secret: Secret): string {
  return keys.seal(secret.reveal(), context(configurationId))
}

/** @throws WorkbotError WB-SETTINGS-001 where the configuration is unknown or its secret is nowhere; WB-KEY-002 and -003 where it doesn't open */
export async function findClientSecret(tx: Transaction, { keys, environment }: ClientSecrets, configurationId: string): Promise<Secret> {
  const [row] = await tx.query<{ sealed: string | null }>(`select client_secret_sealed as sealed from app_configurations where id = $1`, [
    configurationId,
  ])
  if (row && row.sealed !== null) return new Secret(keys.open(row.sealed, context(configurationId)))
  const secret = row && environment.get(configurationId)
  if (!secret) throw new WorkbotError('WB-SETTINGS-001', `The client secret of the app configuration "${configurationId}" isn't set.`)
  return secret
}

function context(configurationId: string): readonly string[] {
  return ['app_configurations.client_secret_sealed', configurationId]
}
