// An access token that should work: refreshed before it ends, or after the app has refused it.
import { AppUnavailable, RateLimited } from '../apps/errors.js'
import { findAccess, type Access, type ConnectionOwner, type ConnectionSummary } from './access.js'
import { RefreshUnderWay } from './errors.js'
import { refresh, type RefreshDeps } from './refresh/refresh.js'

interface Wanted {
  readonly owner: ConnectionOwner
  readonly configurationId: string
  /** The app's name, for messages. */
  readonly appName: string
}

/** What `findAccess` gives, with a token that is about to end refreshed first. @throws as `renewAccess` */
export async function findUsableAccess(deps: RefreshDeps, wanted: Wanted): Promise<Access> {
  const access = await findAccess({ tx: deps.db, unseal: deps.unseal }, wanted)
  return access.kind === 'ready' && access.isEnding ? renewAccess(deps, wanted, access.connection) : access
}

/**
 * Another token than the one of `connection`: what somebody else has stored meanwhile, or what the app gives for the refresh token.
 * @throws RefreshUnderWay, AppUnavailable, RateLimited: try again; the connection is as good as before
 */
export async function renewAccess(deps: RefreshDeps, wanted: Wanted, connection: ConnectionSummary): Promise<Access> {
  const outcome = await refresh(deps, connection)
  if (outcome.kind === 'busy') throw new RefreshUnderWay()
  if (outcome.kind === 'later') {
    if (outcome.retryAfterMs !== null) throw new RateLimited(`${wanted.appName} wants fewer requests.`, outcome.retryAfterMs)
    throw new AppUnavailable(`${wanted.appName} isn't answering.`)
  }
  return findAccess({ tx: deps.db, unseal: deps.unseal }, wanted)
}
