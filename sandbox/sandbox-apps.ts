// The apps of the sandbox: what bot and worker are told of each stand-in.
import { appIds, appNames, prefixOf, type AppId } from '../app-names.js'
import type { Config } from '../config.js'
import { contoso } from './box/accounts.js'
import { productionOrg } from './salesforce/accounts.js'

interface StandInApp {
  /** Where it listens if that is free. */
  readonly port: number
  readonly label: string
  /** The orgs whose accounts may be connected; empty: any. */
  readonly orgIds: string
}

const standIns: Readonly<Record<AppId, StandInApp>> = {
  salesforce: { port: 4101, label: 'Contoso Sales', orgIds: productionOrg.id },
  servicenow: { port: 4102, label: 'Contoso IT', orgIds: '' },
  box: { port: 4103, label: 'Contoso Files', orgIds: contoso.id },
}

export const sandboxApps = appIds.map((id) => ({ id, name: appNames[id], prefix: prefixOf(id), ...standIns[id] }))

export type SandboxApp = (typeof sandboxApps)[number]
export type SandboxAppId = AppId

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
