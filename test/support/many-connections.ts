// Personal connections of people who never were: sealed like all others, with tokens that the app doesn't know.
import { randomUUID } from 'node:crypto'
import { readConfig } from '../../config.js'
import { createTokenSealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import { Secret } from '../../keys/secret.js'
import type { World } from './world.js'

/** To Salesforce, which answers that there is nothing to end. */
export async function addConnections({ db, env }: Pick<World, 'db' | 'env'>, count: number): Promise<void> {
  const config = readConfig('worker', env)
  const seal = createTokenSealer({ publicKeys: config.TOKEN_PUBLIC_KEY, keys: createKeyRing(config.SHARED_KEYS) })
  for (let at = 0; at < count; at += 1) {
    const id = randomUUID()
    const tokens = { accessToken: new Secret(`access-${id}`), refreshToken: new Secret(`refresh-${id}`) }
    await db.query(
      `insert into connections (id, kind, tenant_id, aad_object_id, configuration_id, account_key, account_name, org_id, org_name, host, tokens_sealed)
       values ($1, 'personal', $2, $3, 'salesforce', $4, $5, 'org', 'Org', $6, $7)`,
      [id, config.TENANT_ID, randomUUID(), id, `${id}@contoso-sales.example`, env.SALESFORCE_URL, await seal(tokens, id)],
    )
  }
}
