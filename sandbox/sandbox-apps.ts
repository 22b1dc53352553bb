// The apps of the sandbox: what bot and worker are told of each stand-in.
import type { Config } from '../config.js'
import { contoso } from './box/accounts.js'
import { productionOrg } from './salesforce/accounts.js'

/** `prefix`: of its variables. `orgIds`: the orgs whose accounts may be connected; empty: any. */
export const sandboxApps = [
  { id: 'salesforce', prefix: 'SALESFORCE', label: 'Contoso Sales', orgIds: productionOrg.id },
  { id: 'servicenow', prefix: 'SERVICENOW', label: 'Contoso IT', orgIds: '' },
  { id: 'box', prefix: 'BOX', label: 'Contoso Files', orgIds: contoso.id },
] as const

export type SandboxApp = (typeof sandboxApps)[number]
export type SandboxAppId = SandboxApp['id']

/** The OAuth client that Workbot is at the stand-in. */
export function clientIdOf(id: SandboxAppId): string {
  return `workbot-sandbox-${id}`
}

/** Those that aren't replaced by the real one. */
export function ownApps(given: Config<'sandbox'>): SandboxAppId[] {
  return sandboxApps.filter(({ prefix }) => given[`${prefix}_CLIENT_ID`] === undefined).map(({ id }) => id)
}
