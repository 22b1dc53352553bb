// Turns the environment's SALESFORCE_* variables into the app configuration that comes with them.
import type { SharedConfig } from '../config.js'
import type { Transaction } from '../database.js'
import { seedAppConfiguration } from './app-configurations.js'

type SalesforceConfig = Pick<SharedConfig, 'SALESFORCE_LABEL' | 'SALESFORCE_URL' | 'SALESFORCE_CLIENT_ID' | 'SALESFORCE_ORG_IDS'>

/**
 * Called once at the start of bot and worker; both may call it at the same time.
 * @param scopes what each app's OAuth profile asks for
 * @returns the ids of the configurations that the environment has
 */
export async function seedFromEnvironment(
  tx: Transaction,
  config: SalesforceConfig,
  scopes: { readonly salesforce: readonly string[] },
): Promise<string[]> {
  const { SALESFORCE_URL: baseUrl, SALESFORCE_CLIENT_ID: clientId } = config
  if (baseUrl === undefined || clientId === undefined) return []
  await seedAppConfiguration(tx, {
    id: 'salesforce',
    app: 'salesforce',
    label: config.SALESFORCE_LABEL,
    baseUrl,
    clientId,
    scopes: scopes.salesforce,
    acceptedOrgs: config.SALESFORCE_ORG_IDS,
  })
  return ['salesforce']
}
