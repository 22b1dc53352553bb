// Refreshes a connection's tokens: one holder at a time, the intent before the call, the answer stored or the connection ended.
import { describeError, type Logger } from '../../log.js'
import type { Database } from '../../database.js'
import { countRefresh } from '../../telemetry/metrics.js'
import { TokensRefused } from '../errors.js'
import type { FindOAuthClient, OAuthClient } from '../oauth-client.js'
import type { SealTokens, UnsealTokens } from '../token-sealing.js'
import type { TokenSet } from '../token-set.js'
import { commitIntent, releaseLease, takeLease, type Lease, type TokensSeen } from './lease.js'
import { requestRefresh, type RefreshAnswer } from './request.js'
import { endConnection, storeRefreshed, type EndedWhy } from './store.js'

export interface RefreshDeps {
  readonly db: Database
  readonly seal: SealTokens
  readonly unseal: UnsealTokens
  readonly findClient: FindOAuthClient
  readonly log: Logger
}

/**
 * `refreshed`, `changed`, `ended`: look at the row again. `busy`: somebody else is at it, look again in a second.
 * `later`: the app didn't do it; its grant is as good as before.
 */
export type RefreshOutcome =
  | { readonly kind: 'refreshed' | 'changed' | 'busy' }
  | { readonly kind: 'ended'; readonly why: EndedWhy }
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs: number | null }

/** After an app that said nothing of when: the others look again after a second. */
const QUIET_MS = 1_000
const LONGEST_QUIET_MS = 60_000

/** @param seen the token set that can't be used any more, or is due; one that has been replaced already is `changed` */
export async function refresh(deps: RefreshDeps, seen: TokensSeen): Promise<RefreshOutcome> {
  const taken = await takeLease(deps.db, seen)
  if (taken.kind !== 'held') return taken
  const outcome = await underLease(deps, taken.lease)
  noteOutcome(deps.log, taken.lease, outcome)
  return outcome
}

/** The one place where a refresh's outcome is known. */
function noteOutcome(log: Logger, { id: connectionId, configurationId }: Lease, outcome: RefreshOutcome): void {
  if (outcome.kind === 'refreshed' || outcome.kind === 'ended' || outcome.kind === 'later') countRefresh(outcome.kind)
  if (outcome.kind === 'ended')
    log.warn({ code: 'WB-REFRESH-002', connectionId, configurationId, why: outcome.why }, 'A connection needs a new sign-in.')
  if (outcome.kind === 'later')
    log.warn(
      { code: 'WB-REFRESH-003', connectionId, configurationId, reason: outcome.reason },
      "An app didn't refresh a token; tried again.",
    )
}

async function underLease(deps: RefreshDeps, lease: Lease): Promise<RefreshOutcome> {
  const { db } = deps
  const client = await deps.findClient(db, lease.configurationId)
  if (!client) return later(deps, lease, { kind: 'refused', reason: 'unknown_configuration', retryAfterMs: null })
  // No other client may send its refresh token; it is ended by its own.
  if (lease.clientId !== null && lease.clientId !== client.clientId) return ended(deps, lease, { why: 'client_changed' })
  const tokens = await unsealOrNull(deps, lease)
  if (!tokens) return ended(deps, lease, { why: 'tokens_refused' })
  if (!tokens.refreshToken) return ended(deps, lease, { why: 'no_refresh_token' })
  // The reuse of a refresh token that was spent would end the grant all the same.
  if (lease.isAnswerLost && mustSignInAgain(client)) return ended(deps, lease, { why: 'refresh_answer_lost' })
  if (!(await commitIntent(db, lease))) return { kind: 'busy' }
  const answer = await requestRefresh(client, tokens.refreshToken)
  switch (answer.kind) {
    case 'tokens':
      return store(deps, lease, { client, answer, old: tokens })
    case 'dead':
      return ended(deps, lease, { why: 'refresh_refused', error: answer.error })
    case 'lost':
      return mustSignInAgain(client) ? ended(deps, lease, { why: 'refresh_answer_lost' }) : later(deps, lease, answer)
    case 'refused':
      return later(deps, lease, answer)
  }
}

const mustSignInAgain = ({ app }: OAuthClient): boolean => app.oauth.refresh.afterLostAnswer === 'sign_in_again'

async function unsealOrNull({ unseal }: RefreshDeps, { sealed, id }: Lease): Promise<TokenSet | null> {
  return unseal(sealed, id).catch((error: unknown) => {
    if (error instanceof TokensRefused) return null
    throw error
  })
}

/** An app that gives no new refresh token means that the old one goes on. https://www.rfc-editor.org/rfc/rfc6749#section-6 */
async function store(
  deps: RefreshDeps,
  lease: Lease,
  { client, answer, old }: { client: OAuthClient; answer: Extract<RefreshAnswer, { kind: 'tokens' }>; old: TokenSet },
): Promise<RefreshOutcome> {
  const { tokens, expiresInMs } = answer
  const whole = { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken ?? old.refreshToken }
  const stored = await storeRefreshed(deps, lease, {
    tokens: whole,
    expiresInMs,
    rules: client.app.oauth.refresh,
    clientId: client.clientId,
  })
  return { kind: stored === 'stored' ? 'refreshed' : 'changed' }
}

async function ended({ db }: RefreshDeps, lease: Lease, how: { why: EndedWhy; error?: string }): Promise<RefreshOutcome> {
  return (await endConnection(db, lease, how)) ? { kind: 'ended', why: how.why } : { kind: 'changed' }
}

async function later(
  { db, log }: RefreshDeps,
  lease: Lease,
  answer: Extract<RefreshAnswer, { kind: 'lost' | 'refused' }>,
): Promise<RefreshOutcome> {
  const retryAfterMs = answer.kind === 'refused' ? answer.retryAfterMs : null
  const quietMs = Math.min(retryAfterMs ?? QUIET_MS, LONGEST_QUIET_MS)
  await releaseLease(db, lease, { quietMs, isAnswerLost: answer.kind === 'lost' }).catch((error: unknown) => {
    log.warn({ code: 'WB-REFRESH-004', err: describeError(error) }, "A refresh's lease couldn't be given back; it ends by itself.")
  })
  return { kind: 'later', reason: answer.reason, retryAfterMs }
}
