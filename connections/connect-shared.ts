// Stores a shared connection from a token response that somebody exchanged already.
import type { AppAccount } from '../apps/define-app.js'
import type { Database } from '../database.js'
import { checkAccount } from './check-account.js'
import { saveConnection } from './connect.js'
import { SignInUnavailable } from './errors.js'
import type { OAuthClient } from './oauth-client.js'
import type { SealTokens } from './token-sealing.js'
import { readExpiresInMs, readTokenSet } from './token-set.js'

/** `wrong_org` and `wrong_host`: nothing was stored; end the grant at the app. */
export type SharedOutcome =
  { readonly kind: 'connected'; readonly id: string; readonly account: AppAccount } | { readonly kind: 'wrong_org' | 'wrong_host' }

/**
 * Looks up whose the tokens are, by the same rules as a personal sign-in, and stores them as the workspace's connection.
 * @param response the token endpoint's JSON
 * @throws SignInUnavailable where it holds no token or the app doesn't say whose it is
 */
export async function connectShared(
  { db, seal, client }: { db: Database; seal: SealTokens; client: OAuthClient },
  { tenantId, response }: { tenantId: string; response: Readonly<Record<string, unknown>> },
): Promise<SharedOutcome> {
  const tokens = readTokenSet(response)
  if (!tokens) throw new SignInUnavailable(null)
  const check = await checkAccount(client, { tokens, response })
  if (check.kind !== 'accepted') return { kind: check.kind }
  const { account } = check
  const { id } = await db.transaction((tx) =>
    saveConnection(tx, {
      owner: { kind: 'shared', tenantId },
      configurationId: client.configuration.id,
      account,
      sealedFor: (rowId) => seal(tokens, rowId),
      oauth: client.app.oauth,
      clientId: client.clientId,
      expiresInMs: readExpiresInMs(response),
    }),
  )
  return { kind: 'connected', id, account }
}
