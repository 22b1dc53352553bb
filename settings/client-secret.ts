// The OAuth client of an app configuration with its secrets, from the environment or from its row; fetched only where a token call is made.
import type { Transaction } from '../database.js'
import { WorkbotError } from '../errors.js'
import type { KeyRing } from '../keys/key-ring.js'
import { Secret } from '../keys/secret.js'
import { environmentApps, type AppVariables } from './environment-apps.js'
import { openFormer } from './former-clients.js'

/** One secret of one OAuth client. */
export interface ClientCredentials {
  readonly clientId: string
  readonly secret: Secret
}

/** Where client secrets come from. */
export interface ClientSecrets {
  /** Opens what an operator's row holds. */
  readonly keys: KeyRing
  /** Configuration id → its client and the one before, for the rows that the environment seeds. */
  readonly environment: ReadonlyMap<string, readonly ClientCredentials[]>
}

/** Who we are at an app, and what proves it: the secret in force first, then the one before. */
export interface OwnClient {
  readonly clientId: string
  readonly secrets: readonly Secret[]
}

/** @param keys the ring that bot and worker share */
export function clientSecrets(config: AppVariables, keys: KeyRing): ClientSecrets {
  return { keys, environment: new Map(environmentApps(config).map(({ id, clients }) => [id, clients])) }
}

/** Seals the secret of a configuration that an operator makes; it opens in that configuration's row only. */
export function sealClientSecret(keys: KeyRing, configurationId: string, secret: Secret): string {
  return keys.seal(secret.reveal(), context(configurationId))
}

/**
 * @param asClient the client that a token was given to; otherwise the one that the configuration has
 * @throws WorkbotError WB-SETTINGS-001 where the configuration is unknown or its secret is nowhere; WB-KEY-002 and -003 where it doesn't open
 */
export async function findOwnClient(
  tx: Transaction,
  { keys, environment }: ClientSecrets,
  configurationId: string,
  asClient?: string,
): Promise<OwnClient> {
  const [row] = await tx.query<{ clientId: string; sealed: string | null }>(
    `select client_id as "clientId", client_secret_sealed as sealed from app_configurations where id = $1`,
    [configurationId],
  )
  const clientId = asClient ?? row?.clientId
  const secrets = row && clientId !== undefined ? await secretsOf({ tx, keys, environment }, { configurationId, ...row }, clientId) : []
  if (clientId === undefined || secrets.length === 0) throw new WorkbotError('WB-SETTINGS-001', missing(configurationId, asClient))
  return { clientId, secrets }
}

/** An operator's are in rows, the environment's in the environment. */
async function secretsOf(
  { tx, keys, environment }: ClientSecrets & { readonly tx: Transaction },
  row: { readonly configurationId: string; readonly clientId: string; readonly sealed: string | null },
  clientId: string,
): Promise<readonly Secret[]> {
  const { configurationId, sealed } = row
  if (sealed === null)
    return (environment.get(configurationId) ?? []).filter((one) => one.clientId === clientId).map(({ secret }) => secret)
  const former = await openFormer(tx, keys, { configurationId, clientId })
  return clientId === row.clientId ? [new Secret(keys.open(sealed, context(configurationId))), ...former] : former
}

function missing(configurationId: string, asClient: string | undefined): string {
  const client = asClient === undefined ? '' : ` for its former client ${asClient}`
  return `The client secret of the app configuration "${configurationId}" isn't set${client}.`
}

function context(configurationId: string): readonly string[] {
  return ['app_configurations.client_secret_sealed', configurationId]
}
