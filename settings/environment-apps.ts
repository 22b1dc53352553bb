// The app configurations that the environment has: one for each app whose variables are set (`SALESFORCE_URL`, `BOX_URL`, ...).
import { appIds, prefixOf, type AppPrefix } from '../app-names.js'
import type { SharedConfig } from '../config.js'
import { Secret } from '../keys/secret.js'
import type { ClientCredentials } from './client-secret.js'

/** What of the environment makes app configurations. */
export type AppVariables = Partial<Pick<SharedConfig, Extract<keyof SharedConfig, `${AppPrefix}_${string}`>>>

export interface EnvironmentApp {
  /** The app's id is its configuration's too: `salesforce`. */
  readonly id: string
  readonly label: string
  readonly baseUrl: string
  readonly clientId: string
  /** The OAuth client with its secret, then the one before, which may differ in both or in the secret alone; only where a secret is given. */
  readonly clients: readonly ClientCredentials[]
  readonly acceptedOrgs: readonly string[]
}

/** An app whose login host or client id isn't set has none. */
export function environmentApps(config: AppVariables): EnvironmentApp[] {
  return appIds.flatMap((id) => {
    const prefix = prefixOf(id)
    const { [`${prefix}_URL` as const]: baseUrl, [`${prefix}_CLIENT_ID` as const]: clientId } = config
    if (baseUrl === undefined || clientId === undefined) return []
    const { [`${prefix}_CLIENT_ID_PREVIOUS` as const]: idBefore = clientId } = config
    const clients = [
      ...credentials(clientId, config[`${prefix}_CLIENT_SECRET`]),
      ...credentials(idBefore, config[`${prefix}_CLIENT_SECRET_PREVIOUS`]),
    ]
    const { [`${prefix}_LABEL` as const]: label = id, [`${prefix}_ORG_IDS` as const]: acceptedOrgs = [] } = config
    return { id, label, baseUrl, clientId, clients, acceptedOrgs }
  })
}

const credentials = (clientId: string, secret: string | undefined): ClientCredentials[] =>
  secret === undefined ? [] : [{ clientId, secret: new Secret(secret) }]
