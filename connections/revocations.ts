// Tokens on their way out: queued sealed, ended at the app by whoever can unseal them. https://www.rfc-editor.org/rfc/rfc7009
import { randomUUID } from 'node:crypto'
import { recordAudit } from '../audit/record.js'
import type { Database, Transaction } from '../database.js'
import { describeError, type Logger } from '../log.js'
import { findConnection, type ConnectionOwner } from './access.js'
import { oweDisconnectCard } from './disconnect-card.js'
import { TokensRefused } from './errors.js'
import { endAtApp } from './end-at-app.js'
import type { FindOAuthClient, OAuthClient } from './oauth-client.js'
import type { SealTokens, UnsealTokens } from './token-sealing.js'
import type { TokenSet } from './token-set.js'

const BATCH = 20
const OF_CLIENT = 'client_changed:'

/** Why tokens are ended whose OAuth client isn't ours any more: the word, and that client's id. */
export const whyOfClient = (clientId: string): string => `${OF_CLIENT}${clientId}`

/** `sealed`: with `connectionId` as its row. `why`: a short word for the record: `replaced`, `wrong_org`. */
export interface NewRevocation {
  readonly configurationId: string
  readonly connectionId: string
  readonly host: string
  readonly sealed: string
  readonly why: string
  /** The OAuth client that they were given to; null where an older version didn't note it. */
  readonly clientId: string | null
  /** The app's own id of the account, where a disconnect's proof has to count them; else null. */
  readonly accountKey: string | null
}

/** Owes the app the end of a token set. */
export async function queueRevocation(
  tx: Transaction,
  { configurationId, connectionId, host, sealed, why, clientId, accountKey }: NewRevocation,
): Promise<void> {
  await tx.query(
    `insert into revocations (configuration_id, connection_id, host, tokens_sealed, why, client_id, account_key) values ($1, $2, $3, $4, $5, $6, $7)`,
    [configurationId, connectionId, host, sealed, why, clientId, accountKey],
  )
}

/**
 * Owes the app the end of a grant that wasn't kept. Sealed to the owner's connection where there is one, so that its tokens can be compared.
 * @param formerly the connection that the tokens were for, where that is gone by now
 */
export async function refuseGrant(
  { tx, seal }: { tx: Transaction; seal: SealTokens },
  {
    owner,
    configurationId,
    host,
    tokens,
    formerly,
    ...about
  }: Omit<NewRevocation, 'sealed' | 'connectionId'> & { owner: ConnectionOwner; tokens: TokenSet; formerly?: string },
): Promise<void> {
  const connectionId = (await findConnection(tx, { owner, configurationId }))?.id ?? formerly ?? randomUUID()
  await queueRevocation(tx, { configurationId, connectionId, host, sealed: await seal(tokens, connectionId), ...about })
}

export interface RevocationDeps {
  readonly db: Database
  readonly unseal: UnsealTokens
  readonly findClient: FindOAuthClient
  readonly log: Logger
}

interface Owed {
  readonly id: string
  readonly configurationId: string
  readonly connectionId: string
  readonly sealed: string
  readonly why: string
  readonly clientId: string | null
  readonly isFirstTry: boolean
  readonly isLastTry: boolean
}

/** Whether any is due. */
export async function areRevocationsOwed(tx: Transaction): Promise<boolean> {
  const rows = await tx.query(`select from revocations where done_at is null and given_up_at is null and next_attempt_at <= now() limit 1`)
  return rows.length > 0
}

/**
 * Tries some of what is due, all at once: they must be through before an activity's time is over. What fails is due again after growing
 * pauses, for 5 days.
 */
export async function drainRevocations(deps: RevocationDeps): Promise<{ readonly tried: number; readonly done: number }> {
  const owed = await claim(deps.db)
  const revoked = await Promise.all(owed.map((each) => revoke(deps, each)))
  return { tried: owed.length, done: revoked.filter(Boolean).length }
}

/** Claiming sets the time of the next try, so that no lock is held while the app is called. */
async function claim(db: Database): Promise<Owed[]> {
  return db.query<Owed>(
    `update revocations set attempts = attempts + 1, next_attempt_at = now() + interval '1 minute' * power(2, least(attempts, 6))
     where id in (
       select id from revocations where done_at is null and given_up_at is null and next_attempt_at <= now()
       order by next_attempt_at limit ${BATCH} for update skip locked)
     returning id, configuration_id as "configurationId", connection_id as "connectionId", tokens_sealed as "sealed", why, client_id as "clientId",
       attempts = 1 as "isFirstTry", created_at < now() - interval '5 days' as "isLastTry"`,
  )
}

async function revoke({ db, unseal, findClient, log }: RevocationDeps, owed: Owed): Promise<boolean> {
  try {
    const client = await findIssuedTo(findClient, db, owed)
    if (client) await endAtApp(client, await unseal(owed.sealed, owed.connectionId), await tokensInUse(db, unseal, owed.connectionId))
    await close(db, owed, client ? 'done' : 'failed')
    return client !== null
  } catch (error) {
    log.warn(
      { code: 'WB-REVOKE-001', configurationId: owed.configurationId, err: describeError(error) },
      "A token couldn't be ended at the app yet; it is tried again.",
    )
    if (owed.isLastTry || error instanceof TokensRefused) await close(db, owed, 'failed')
    else if (owed.isFirstTry) await oweDisconnectCard(db, owed.connectionId)
    return false
  }
}

/** The client that the tokens were given to: an app ends them for no other, unless it asks for none. */
async function findIssuedTo(
  findClient: FindOAuthClient,
  tx: Transaction,
  { configurationId, why, clientId }: Owed,
): Promise<OAuthClient | null> {
  const client = await findClient(tx, configurationId)
  const former = clientId ?? (why.startsWith(OF_CLIENT) ? why.slice(OF_CLIENT.length) : undefined)
  if (former === undefined || former === client?.clientId) return client
  return client?.app.oauth.revocation === 'rfc7009' ? findClient(tx, configurationId, former) : client
}

/** An app may give the same token again: one that is in use is never ended. */
async function tokensInUse(tx: Transaction, unseal: UnsealTokens, connectionId: string): Promise<TokenSet | null> {
  const [row] = await tx.query<{ sealed: string }>(
    `select tokens_sealed as "sealed" from connections where id = $1 and state = 'connected'`,
    [connectionId],
  )
  return row ? unseal(row.sealed, connectionId).catch(ignoreRefused) : null
}

/** Tokens that nobody can use aren't in use. */
function ignoreRefused(error: unknown): null {
  if (error instanceof TokensRefused) return null
  throw error
}

async function close(db: Database, { id, configurationId, connectionId }: Owed, how: 'done' | 'failed'): Promise<void> {
  await db.transaction(async (tx) => {
    // The sealed tokens have no further use.
    await tx.query(
      how === 'done'
        ? `update revocations set done_at = now(), tokens_sealed = '' where id = $1`
        : `update revocations set given_up_at = now(), tokens_sealed = '' where id = $1`,
      [id],
    )
    await oweDisconnectCard(tx, connectionId)
    await recordAudit(tx, { event: how === 'done' ? 'revocation.done' : 'revocation.failed', configurationId, detail: { connectionId } })
  })
}
