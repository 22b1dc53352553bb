// Which answers of an ended run are carried over to the one that continues it, by its history, its writes, and what it was given itself.
import type { AppErrorKind } from '../apps/errors.js'
import type { Carried, CarriedStep } from '../runs/carried.js'
import type { Effect } from '../runs/effects.js'
import type { PastStep } from '../temporal/past-steps.js'

export interface Before {
  /** What its activities did, in order. */
  readonly past: readonly PastStep[]
  /** What it ended with; null: with no failure. */
  readonly failure: { readonly type: string; readonly detail: string } | null
  readonly effects: readonly Pick<Effect, 'stepKey' | 'finished' | 'result'>[]
  /** What it had itself from a run before it. */
  readonly earlier: readonly CarriedStep[]
}

/** A later try of a step counts for more than an earlier one, and a write's own row for more than both. */
export function carriedOf({ past, failure, effects, earlier }: Before): readonly CarriedStep[] {
  const steps = new Map(earlier.map((step) => [step.stepKey, step]))
  const last = past.findLast(
    ({ outcome }) => outcome.kind === 'failed' && outcome.type === failure?.type && outcome.detail === failure.detail,
  )
  for (const step of past) {
    const carried = step === last ? ({ kind: 'open' } as const) : toCarried(step)
    if (carried) steps.set(step.stepKey, { stepKey: step.stepKey, isWrite: step.activity === 'acceptCall', carried })
  }
  for (const { stepKey, finished, result } of effects) {
    // Left at that by its caller, and by its recipe.
    const left = steps.get(stepKey)?.carried
    const unfinished = left?.kind === 'refused' ? left : ({ kind: 'open' } as const)
    steps.set(stepKey, { stepKey, isWrite: true, carried: finished ? { kind: 'done', answer: result } : unfinished })
  }
  return [...steps.values()]
}

/** Of an unfinished write nothing is carried but that it was tried: it is recognised, or its caller is asked. */
function toCarried({ activity, outcome, isFollowed }: PastStep): Carried | null {
  if (activity.includes('.')) {
    if (outcome.kind === 'done') return { kind: 'done', answer: outcome.result }
    // The recipe caught it: it went on to another step.
    if (outcome.kind === 'failed' && outcome.type in appErrors && isFollowed)
      return { kind: 'refused', answer: { type: outcome.type, detail: outcome.detail } }
    return { kind: 'open' }
  }
  if (outcome.kind !== 'done' || !isOver(activity, outcome.result)) return null
  return { kind: 'done', answer: outcome.result }
}

/** The answers that a recipe goes on with; what only says how things stand is asked anew. */
function isOver(activity: string, result: unknown): boolean {
  const kind = typeof result === 'object' && result !== null && 'kind' in result ? result.kind : undefined
  switch (activity) {
    case 'ask':
      return kind === 'ended'
    case 'chooseRecord':
      return kind === 'chosen'
    case 'askAhead':
      return result === 'declined' || result === 'expired'
    case 'acceptCall':
      return true
    default:
      return false
  }
}

const appErrors: Readonly<Record<AppErrorKind, true>> = {
  AuthExpired: true,
  PermissionDenied: true,
  RateLimited: true,
  AppUnavailable: true,
  ActionRejected: true,
  OutcomeUnknown: true,
}
