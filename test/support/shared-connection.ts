// Connects the workspace's shared account, as the sandbox does at its start.
import { readConfig } from '../../config.js'
import { ensureSharedConnection } from '../../sandbox/shared-connection.js'
import type { World } from './world.js'

/** Signs the integration account in at the stand-in and stores its tokens. */
export async function connectIntegration({ db, env }: Pick<World, 'db' | 'env'>): Promise<void> {
  await ensureSharedConnection({ db, config: { ...readConfig('bot', env), ...readConfig('worker', env) } }, 'integration')
}
