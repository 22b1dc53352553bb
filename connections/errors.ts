// What can be wrong with sealed tokens and with an app's answers in a sign-in.
import { WorkbotError } from '../errors.js'
import type { TokenSet } from './token-set.js'

/** A sealed token set was moved from another row, changed, or not made by this deployment. It is never used. */
export class TokensRefused extends WorkbotError {
  constructor(why: string, cause?: unknown) {
    super('WB-TOKEN-001', `A sealed token set was refused: ${why}.`, { cause })
  }
}

/** Sealed or signed with a key that isn't configured here: a mistake in the environment, not in the row. */
export class TokenKeyMissing extends WorkbotError {
  constructor(keyId: string) {
    super('WB-TOKEN-002', `A token set was sealed with the key "${keyId}", which isn't configured here.`)
  }
}

/** The private keys don't belong to the public ones: refuse to start. */
export class TokenKeysDisagree extends WorkbotError {
  constructor(keyId: string) {
    super('WB-TOKEN-003', `TOKEN_PRIVATE_KEY and TOKEN_PUBLIC_KEY don't belong together: key "${keyId}".`)
  }
}

/** Another process is refreshing the same tokens: look again in a second. */
export class RefreshUnderWay extends WorkbotError {
  readonly retryAfterMs = 1_000

  constructor() {
    super('WB-REFRESH-001', 'The token is being refreshed by somebody else at this moment.')
  }
}

/** The person said no at the app. */
export class SignInDenied extends WorkbotError {
  constructor() {
    super('WB-SIGNIN-101', 'The person declined at the app.')
  }
}

/** The app answered the authorization or token request with an OAuth error; `reason` is its code, such as `invalid_grant`. */
export class SignInRejected extends WorkbotError {
  readonly reason: string

  constructor(reason: string, cause?: unknown) {
    super('WB-SIGNIN-102', `The app ended the sign-in with the error "${reason}".`, { cause })
    this.reason = reason
  }
}

/** The app can't be reached or answered nonsense. `grant`: what it issued all the same, to be revoked. */
export class SignInUnavailable extends WorkbotError {
  readonly grant: TokenSet | null

  constructor(grant: TokenSet | null, cause?: unknown) {
    super('WB-SIGNIN-103', "The app didn't answer the sign-in as it should.", { cause })
    this.grant = grant
  }
}
