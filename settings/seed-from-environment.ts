// Turns the environment's variables of an app (`SALESFORCE_*`, `SERVICENOW_*`, `BOX_*`) into the app configuration that comes with them.
import type { Transaction } from '../database.js'
import { seedAppConfiguration } from './app-configurations.js'
import { environmentApps, type AppVariables } from './environment-apps.js'

/**
 * Called once at the start of bot and worker; both may call it at the same time.
 * @param apps what is known of each app, by its id: the scopes that its OAuth profile asks for
 * @returns the ids of the configurations that the environment has
 */
export async function seedFromEnvironment(
  tx: Transaction,
  config: AppVariables,
  apps: Readonly<Record<string, { readonly oauth: { readonly scopes: readonly string[] } }>>,
): Promise<string[]> {
  const seeds = environmentApps(config).filter(({ id }) => apps[id] !== undefined)
  for (const { id, label, baseUrl, clientId, acceptedOrgs } of seeds) {
    const scopes = apps[id]?.oauth.scopes ?? []
    await seedAppConfiguration(tx, { id, app: id, label, baseUrl, clientId, scopes, acceptedOrgs })
  }
  return seeds.map(({ id }) => id)
}
