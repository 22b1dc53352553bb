// Who has an account at a stand-in, which of them are locked out, and which of their tokens live.
import type { OidcStore } from '../oidc/stored-adapter.js'

/** An account as the login page shows it. */
export interface StandInAccount {
  readonly key: string
  readonly name: string
  /** As the person types it at the real one: an address, a user name. */
  readonly login: string
  /** The org, the instance, the enterprise. */
  readonly org: string
}

/** One live token; `began` and `ends` are in milliseconds since 1970. */
export interface LiveToken {
  readonly value: string
  readonly kind: 'access' | 'refresh'
  readonly account: string
  readonly began: number
  readonly ends: number
}

/** What an admin of the real app could do to an account. */
export interface AccountControls {
  /** Ends every grant of an account. */
  revokeAll(account: string): Promise<void>
  /** Ends its access tokens; the refresh tokens live on. */
  expire(account: string): Promise<void>
  /** A locked-out account has no sign-in, no refresh and no API; its tokens come back to life with it. */
  lockOut(account: string, locked?: boolean): void
  isLockedOut(account: string): boolean
  /** The oldest first. @param account all of them unless told */
  liveTokens(account?: string): LiveToken[]
}

export function accountControls(store: OidcStore): AccountControls {
  const locked = new Set<string>()
  const liveTokens = (account?: string): LiveToken[] =>
    (['AccessToken', 'RefreshToken'] as const)
      .flatMap((model) =>
        store
          .list(model)
          .filter((token) => !token.consumed && (account === undefined || token.accountId === account))
          .map(({ jti = '', accountId = '', iat = 0, exp = 0 }) => ({
            ...{ value: jti, kind: model === 'AccessToken' ? ('access' as const) : ('refresh' as const), account: accountId },
            ...{ began: iat * 1_000, ends: exp * 1_000 },
          })),
      )
      .sort((one, other) => one.began - other.began)

  return {
    async revokeAll(account) {
      const tokens = [...store.list('AccessToken'), ...store.list('RefreshToken')].filter(({ accountId }) => accountId === account)
      for (const grantId of new Set(tokens.map((token) => token.grantId))) if (grantId) await store.revokeGrant(grantId)
    },
    async expire(account) {
      const access = store.adapter('AccessToken')
      for (const { value } of liveTokens(account).filter(({ kind }) => kind === 'access')) await access.destroy(value)
    },
    lockOut(account, isLocked = true) {
      if (isLocked) locked.add(account)
      else locked.delete(account)
    },
    isLockedOut: (account) => locked.has(account),
    liveTokens,
  }
}
