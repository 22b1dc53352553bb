// The one error model: each class says its consequence for the run.
import { WorkbotError, type ErrorCode } from '../errors.js'

/** What an app's trouble means for a run; `type` of the Temporal failure that carries it. */
export type AppErrorKind = 'AuthExpired' | 'PermissionDenied' | 'RateLimited' | 'AppUnavailable' | 'ActionRejected' | 'OutcomeUnknown'

/** `detail` is what the app said, fit for people: a field, a right, a record; never a token or a URL. */
export class AppError extends WorkbotError {
  readonly kind: AppErrorKind
  readonly detail: string
  /** The app answered, and its answer shows that nothing was done. A write that failed so may be tried from the start. */
  didNothing = false

  constructor(kind: AppErrorKind, code: ErrorCode, detail: string, options?: { cause?: unknown }) {
    super(code, detail, options)
    this.kind = kind
    this.detail = detail
  }
}

/** Marks a failure of an answer, not a refusal of the request: the app took it, and shows that it did nothing. */
export function afterDoingNothing<Failure extends AppError>(failure: Failure): Failure {
  failure.didNothing = true
  return failure
}
/** A first 401: the token is dead. */
export class AuthExpired extends AppError {
  constructor(detail: string) {
    super('AuthExpired', 'WB-APP-001', detail)
  }
}
/** The account may not do this; never tried with another identity. */
export class PermissionDenied extends AppError {
  constructor(detail: string) {
    super('PermissionDenied', 'WB-APP-002', detail)
  }
}
/** The app asks us to wait. */
export class RateLimited extends AppError {
  readonly retryAfterMs: number | undefined

  constructor(detail: string, retryAfterMs?: number) {
    super('RateLimited', 'WB-APP-003', detail)
    this.retryAfterMs = retryAfterMs
  }
}
/** 5xx, time-out, reset, HTML: try again later. */
export class AppUnavailable extends AppError {
  constructor(detail: string, cause?: unknown) {
    super('AppUnavailable', 'WB-APP-004', detail, { cause })
  }
}
/** The app took the request and said no; its own words are the detail. */
export class ActionRejected extends AppError {
  constructor(detail: string) {
    super('ActionRejected', 'WB-APP-005', detail)
  }
}
/** A write's answer was lost and it can't be looked up; a person decides. */
export class OutcomeUnknown extends AppError {
  constructor(detail: string) {
    super('OutcomeUnknown', 'WB-APP-006', detail)
  }
}
