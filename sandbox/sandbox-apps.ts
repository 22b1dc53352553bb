// The apps of the sandbox: what bot and worker are told of each stand-in.
import type { Config } from '../config.js'
import { contoso } from './box/accounts.js'
import { productionOrg } from './salesforce/accounts.js'

/** `prefix`: of its variables. `port`: where it listens if that is free. `orgIds`: the orgs whose accounts may be connected; empty: any. */
export const sandboxApps = [
  { id: 'salesforce', name: 'Salesforce', prefix: 'SALESFORCE', port: 4101, label: 'Contoso Sales', orgIds: productionOrg.id },
  { id: 'servicenow', name: 'ServiceNow', prefix: 'SERVICENOW', port: 4102, label: 'Contoso IT', orgIds: '' },
  { id: 'box', name: 'Box', prefix: 'BOX', port: 4103, label: 'Contoso Files', orgIds: contoso.id },
] as const

export type SandboxApp = (typeof sandboxApps)[number]
export type SandboxAppId = SandboxApp['id']

/** Something for each of them, by id. */
export function forEachApp<Value>(make: (app: SandboxApp) => Value): Readonly<Record<SandboxAppId, Value>> {
  return Object.fromEntries(sandboxApps.map((app) => [app.id, make(app)])) as Record<SandboxAppId, Value>
}

/** The OAuth client that Workbot is at the stand-in. */
export function clientIdOf(id: SandboxAppId): string {
  return `workbot-sandbox-${id}`
}

/** Those that aren't replaced by the real one. */
export function ownApps(given: Config<'sandbox'>): SandboxAppId[] {
  return sandboxApps.filter(({ prefix }) => given[`${prefix}_CLIENT_ID`] === undefined).map(({ id }) => id)
}
