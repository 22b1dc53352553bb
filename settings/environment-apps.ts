// The app configurations that the environment has: one for each app whose variables are set (`SALESFORCE_URL`, `BOX_URL`, ...).
import type { SharedConfig } from '../config.js'
import { Secret } from '../keys/secret.js'

type Prefix = 'SALESFORCE' | 'SERVICENOW' | 'BOX'

/** What of the environment makes app configurations. */
export type AppVariables = Pick<SharedConfig, Extract<keyof SharedConfig, `${Prefix}_${string}`>>

/** An app's id is its configuration's id too. */
const prefixes: readonly (readonly [id: string, prefix: Prefix])[] = [
  ['salesforce', 'SALESFORCE'],
  ['servicenow', 'SERVICENOW'],
  ['box', 'BOX'],
]

export interface EnvironmentApp {
  /** The app's id, and the configuration's: `salesforce`. */
  readonly id: string
  readonly label: string
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: Secret | null
  readonly acceptedOrgs: readonly string[]
}

/** An app whose login host or client id isn't set has none. */
export function environmentApps(config: AppVariables): EnvironmentApp[] {
  return prefixes.flatMap(([id, prefix]) => {
    const { [`${prefix}_URL` as const]: baseUrl, [`${prefix}_CLIENT_ID` as const]: clientId } = config
    if (baseUrl === undefined || clientId === undefined) return []
    const secret = config[`${prefix}_CLIENT_SECRET`]
    const clientSecret = secret === undefined ? null : new Secret(secret)
    return { id, label: config[`${prefix}_LABEL`], baseUrl, clientId, clientSecret, acceptedOrgs: config[`${prefix}_ORG_IDS`] }
  })
}
