// Turns the environment's variables of an app (`SALESFORCE_*`, `SERVICENOW_*`, `BOX_*`) into the app configuration that comes with them.
import type { Transaction } from '../database.js'
import { WorkbotError } from '../errors.js'
import type { Logger } from '../log.js'
import { findAppConfiguration, seedAppConfiguration } from './app-configurations.js'
import { environmentApps, type AppVariables, type EnvironmentApp } from './environment-apps.js'

interface SeedDeps {
  readonly tx: Transaction
  readonly log: Logger
}

/**
 * Called once at the start of bot and worker; both may call it at the same time. A client id that is there stays: another one ends
 * connections, so an operator changes it.
 * @param apps what is known of each app, by its id: the scopes that its OAuth profile asks for
 * @returns the ids of the configurations that the environment has
 * @throws WorkbotError WB-SETTINGS-002 where the environment doesn't have the client that a configuration has
 */
export async function seedFromEnvironment(
  { tx, log }: SeedDeps,
  config: AppVariables,
  apps: Readonly<Record<string, { readonly oauth: { readonly scopes: readonly string[] } }>>,
): Promise<string[]> {
  const seeds = environmentApps(config).filter(({ id }) => apps[id] !== undefined)
  for (const seed of seeds) {
    const { id, label, baseUrl, clientId, acceptedOrgs } = seed
    const scopes = apps[id]?.oauth.scopes ?? []
    await seedAppConfiguration(tx, { id, app: id, label, baseUrl, clientId, scopes, acceptedOrgs })
    await checkClient({ tx, log }, seed)
  }
  return seeds.map(({ id }) => id)
}

async function checkClient({ tx, log }: SeedDeps, { id, clientId, clients }: EnvironmentApp): Promise<void> {
  const found = await findAppConfiguration(tx, id)
  if (found?.source !== 'environment' || found.clientId === clientId) return
  const command = `npm run keys -- client-id ${id} ${clientId}`
  if (!clients.some((client) => client.clientId === found.clientId))
    throw new WorkbotError(
      'WB-SETTINGS-002',
      `${id.toUpperCase()}_CLIENT_ID isn't the client id that "${id}" has in this database, ${found.clientId}. Another one makes people sign in again; this says how many, and how to change it: ${command}`,
    )
  log.warn({ code: 'WB-SETTINGS-002', configurationId: id }, `The client before is used until the change is confirmed: ${command} --yes`)
}
