// A deployment that the doctor can look at, on real parts: Postgres, Temporal, and the stand-ins for Entra (twice) and the apps. No program runs.
import { inject } from 'vitest'
import { apps } from '../../../apps/index.js'
import { readConfig } from '../../../config.js'
import type { Database } from '../../../database.js'
import type { Finding } from '../../../doctor/finding.js'
import { examineDeployment } from '../../../doctor/examine-deployment.js'
import { startEntra } from '../../../sandbox/entra.js'
import { SANDBOX_TENANT } from '../../../sandbox/people.js'
import type { SalesforceStandIn } from '../../../sandbox/salesforce/index.js'
import { presentKeys } from '../../../settings/present-keys.js'
import { seedFromEnvironment } from '../../../settings/seed-from-environment.js'
import { startTeamsIssuer } from '../../bot/support/teams-issuer.js'
import { createTestKeys } from '../../support/keys.js'
import { log } from '../../support/logs.js'
import { createNamespace } from '../../support/namespace.js'
import { createTestDatabase } from '../../support/postgres.js'
import { connectIntegration } from '../../support/shared-connection.js'
import { startStandIns, type StandIns, type StandInsOptions } from '../../support/stand-ins.js'
import { APP_ID } from '../../support/world.js'

export const BOT_PASSWORD = 'bot-password-'.repeat(3)
type Variables = Readonly<Record<string, string>>

export interface DoctorWorld {
  readonly db: Database
  readonly ownerUrl: string
  /** Bot's and worker's together; the database knows its keys and its apps. */
  readonly env: Variables
  readonly salesforce: SalesforceStandIn
  readonly other: StandIns['other']
  /** Signs the integration account in at Salesforce. */
  connectShared(): Promise<void>
  /** What the doctor says of the environment with this change, by part. */
  finds(change: Variables, part: string): Promise<readonly Finding[]>
  close(): Promise<void>
}

/** @param publicUrl where the deployment is reached */
export async function startDoctorWorld({ publicUrl, ...apart }: StandInsOptions): Promise<DoctorWorld> {
  const database = await createTestDatabase()
  const client = { clientId: 'workbot-web', clientSecret: 'w'.repeat(32) }
  const entraOptions = { stateFile: null, tenantId: SANDBOX_TENANT, redirectUris: [`${publicUrl}/entra/callback`] }
  const entra = await startEntra({ ...client, ...entraOptions })
  const botEntra = await startEntra({ clientId: APP_ID, clientSecret: BOT_PASSWORD, ...entraOptions })
  const issuer = await startTeamsIssuer({ appId: APP_ID, serviceUrl: 'https://smba.example' })
  const standIns = await startStandIns({ publicUrl, ...apart })
  const env = {
    ...(await createTestKeys()),
    ...{ WORKBOT_SANDBOX: 'false', PUBLIC_URL: publicUrl, TENANT_ID: SANDBOX_TENANT, DATABASE_URL: database.url },
    ...{ TEMPORAL_ADDRESS: inject('temporalAddress'), TEMPORAL_NAMESPACE: await createNamespace() },
    ...{ MICROSOFT_APP_ID: APP_ID, MICROSOFT_APP_PASSWORD: BOT_PASSWORD },
    ...{ BOT_TOKEN_URL: `${botEntra.url}/token`, BOT_OPENID_METADATA_URL: issuer.metadataUrl },
    ...{ ENTRA_AUTHORITY: entra.url, ENTRA_CLIENT_ID: client.clientId, ENTRA_CLIENT_SECRET: client.clientSecret },
    ...standIns.env,
    SALESFORCE_ORG_IDS: standIns.salesforce.accounts[0]?.org.id ?? '',
  }
  const config = { ...readConfig('bot', { ...env, WORKBOT_SANDBOX: 'true' }), ...readConfig('worker', { ...env, WORKBOT_SANDBOX: 'true' }) }
  for (const program of ['bot', 'worker'] as const) await (await presentKeys({ db: database.db, log }, { ...config, program })).stop()
  await seedFromEnvironment({ tx: database.db, log }, config, apps)
  return {
    ...{ db: database.db, ownerUrl: database.ownerUrl, env, salesforce: standIns.salesforce, other: (app) => standIns.other(app) },
    connectShared: () => connectIntegration({ db: database.db, env: { ...env, WORKBOT_SANDBOX: 'true' } }),
    async finds(change, part) {
      const { findings } = await examineDeployment([{ name: 'the environment', variables: { ...env, ...change } }])
      return findings.filter((finding) => finding.part === part)
    },
    async close() {
      await Promise.all([entra.close(), botEntra.close(), issuer.close(), standIns.close()])
      await database.drop()
    },
  }
}
