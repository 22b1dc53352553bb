// How failures of activities read in a workflow: by their type, never by their message.
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow'
import type { AppErrorKind } from '../apps/errors.js'

/** The types of failure by which an activity ends a step. The first two pause the run, the next five end it in words of their own. */
export type StepFailure =
  | 'SignInRequired'
  | 'DecisionRequired'
  | 'SignInDeclined'
  | 'SignInExpired'
  | 'RunCancelled'
  | 'NoneMeant'
  | 'ChoiceExpired'
  | 'SharedConnectionMissing'
  | 'RecipeError'
  | 'CallRefused'
  | 'CannotContinue'
  | AppErrorKind

/** The failure that an activity ended with, or undefined for anything else. */
export function failureOf(error: unknown): { type: string; detail: string } | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (!(cause instanceof ApplicationFailure) || !cause.type) return undefined
  return { type: cause.type, detail: cause.message }
}

const appErrors = {
  AuthExpired: true,
  PermissionDenied: true,
  RateLimited: true,
  AppUnavailable: true,
  ActionRejected: true,
  OutcomeUnknown: true,
} satisfies Record<AppErrorKind, true>

/** What an app said no with, or undefined: the failure came from elsewhere. */
export function appErrorOf(error: unknown): { type: AppErrorKind; detail: string } | undefined {
  const failure = failureOf(error)
  return failure && failure.type in appErrors ? { ...failure, type: failure.type as AppErrorKind } : undefined
}

/**
 * Whether a step failed in the given way; for recipes: `if (is(error, 'PermissionDenied')) ...`. A called recipe fails as the step of its own
 * that failed; `CallRefused`: the caller may not run it.
 */
export function is(error: unknown, type: AppErrorKind | 'CallRefused'): boolean {
  return failureOf(error)?.type === type
}
