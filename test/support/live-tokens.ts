// Whether tokens live, by what the app itself says of them.
import { readConfig } from '../../config.js'
import { createTokenUnsealer } from '../../connections/token-sealing.js'
import { createKeyRing } from '../../keys/key-ring.js'
import type { World } from './world.js'

/** The tokens of every personal connection that is there now, in the clear. */
export async function tokensOf({ db, env }: Pick<World, 'db' | 'env'>): Promise<readonly string[]> {
  const config = readConfig('worker', env)
  const unseal = createTokenUnsealer({ privateKeys: config.TOKEN_PRIVATE_KEY, keys: createKeyRing(config.SHARED_KEYS) })
  const rows = await db.query<{ id: string; sealed: string }>(
    `select id, tokens_sealed as sealed from connections where kind = 'personal' order by id`,
  )
  const sets = await Promise.all(rows.map(({ id, sealed }) => unseal(sealed, id)))
  return sets.flatMap(({ accessToken, refreshToken }) => [accessToken.reveal(), ...(refreshToken ? [refreshToken.reveal()] : [])])
}

/** Which of them Salesforce's introspection calls active (RFC 7662). */
export async function liveAmong({ salesforce, env }: Pick<World, 'salesforce' | 'env'>, tokens: readonly string[]): Promise<number> {
  const answers = await Promise.all(
    tokens.map(async (token) => {
      const response = await fetch(`${salesforce.url}/services/oauth2/introspect`, {
        method: 'POST',
        body: new URLSearchParams({
          token,
          client_id: env.SALESFORCE_CLIENT_ID ?? '',
          client_secret: env.SALESFORCE_CLIENT_SECRET ?? '',
        }),
      })
      return ((await response.json()) as { active: boolean }).active
    }),
  )
  return answers.filter(Boolean).length
}
