// Connects the workspace's shared account, as the sandbox does at its start.
import { readConfig } from '../../config.js'
import { createDatabase } from '../../database.js'
import { ensureSharedConnection } from '../../sandbox/shared-connection.js'
import { log } from './logs.js'
import type { ProgramWorld } from './program-world.js'
import type { World } from './world.js'

/** Signs the integration account in at the stand-in and stores its tokens. */
export async function connectIntegration({ db, env }: Pick<World, 'db'> & Pick<ProgramWorld, 'env'>): Promise<void> {
  await ensureSharedConnection({ db, config: { ...readConfig('bot', env), ...readConfig('worker', env) } }, 'integration')
}

/** The same where the programs are processes. */
export async function connectIntegrationOf({ superuserUrl, env }: Pick<ProgramWorld, 'superuserUrl' | 'env'>): Promise<void> {
  const db = createDatabase(superuserUrl, { log })
  await connectIntegration({ db, env }).finally(() => db.end())
}
