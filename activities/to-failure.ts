// The error model as Temporal failures: which trouble is tried again, which ends the step, which pauses the run.
import { ApplicationFailure, Context } from '@temporalio/activity'
import { ApplicationFailureCategory } from '@temporalio/common'
import { AppError, AppUnavailable, RateLimited } from '../apps/errors.js'
import { RefreshUnderWay } from '../connections/errors.js'
import { WorkbotError } from '../errors.js'
import type { StepFailure } from '../workflows/failures.js'

/** How long a step goes on trying while its app doesn't answer. */
const GIVE_UP_AFTER_MS = 4 * 3_600_000
/** Errors we have no name for are ours: a few more tries, then a person is told. */
const TRIES_OF_UNKNOWN = 8
const LONGEST_WAIT_MS = 3_600_000

/** Not usable without a sign-in: the run pauses at this step. Benign, so that waiting isn't a warning in Temporal. */
export function signInRequired(app: string): ApplicationFailure {
  return ending('SignInRequired', `The caller needs to sign in to ${app}.`)
}

/** A failure that ends the step at once; the workflow branches on `type`. */
export function ending(type: StepFailure, detail: string): ApplicationFailure {
  return ApplicationFailure.create({ message: detail, type, nonRetryable: true, category: ApplicationFailureCategory.BENIGN })
}

/** The step has tried for so long that it ends now where its app still doesn't answer. */
export function isGivingUp(): boolean {
  return Date.now() - Context.current().info.scheduledTimestampMs > GIVE_UP_AFTER_MS
}

/** The step is tried again after so many milliseconds. */
export function tryLater(detail: string, ms: number): ApplicationFailure {
  return ApplicationFailure.create({
    message: detail,
    type: 'AppUnavailable' satisfies StepFailure,
    nextRetryDelay: Math.ceil(ms),
    category: ApplicationFailureCategory.BENIGN,
  })
}

/** Turns what a step threw into the failure that says its consequence. */
export function toFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error
  if (error instanceof RateLimited || error instanceof AppUnavailable) {
    const wait =
      error instanceof RateLimited && error.retryAfterMs !== undefined ? Math.min(error.retryAfterMs, LONGEST_WAIT_MS) : undefined
    return ApplicationFailure.create({
      message: error.detail,
      type: error.kind,
      nonRetryable: isGivingUp(),
      ...(wait !== undefined && { nextRetryDelay: wait }),
    })
  }
  if (error instanceof AppError) return ending(error.kind, error.detail)
  if (error instanceof RefreshUnderWay) {
    const category = ApplicationFailureCategory.BENIGN
    return ApplicationFailure.create({ message: error.message, type: error.code, nextRetryDelay: error.retryAfterMs, category })
  }
  // A database, a Teams or a key that isn't there is waited for: what was accepted isn't given up for our own trouble.
  const known = error instanceof WorkbotError
  return ApplicationFailure.create({
    message: known ? error.message : 'Something went wrong on our side.',
    type: known ? error.code : 'Unexpected',
    nonRetryable: !known && Context.current().info.attempt >= TRIES_OF_UNKNOWN,
  })
}
