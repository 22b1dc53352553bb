// How a called run that wasn't completed reads to the run that called it: as if the step that failed had been its own.
import type { RunState } from '../runs/types.js'
import type { Ending } from '../workflows/activity-types.js'
import type { StepFailure } from '../workflows/failures.js'
import { inWords } from '../workflows/words.js'

/** Which failure of the calling run each ending of a called one is. */
const failures: Readonly<Partial<Record<RunState, StepFailure>>> = {
  declined: 'SignInDeclined',
  expired: 'SignInExpired',
  cancelled: 'RunCancelled',
}

/** @param state undefined: nothing is known of it */
export function endOfCalled({ state, outcome, recipe }: { state: RunState | undefined; outcome: unknown; recipe: string }): {
  readonly type: StepFailure
  readonly detail: string
} {
  const { failure } = (outcome ?? {}) as Partial<Ending>
  return {
    // What a run ended with is a step's failure.
    type: (state && failures[state]) ?? (failure?.type as StepFailure | undefined) ?? 'RecipeError',
    detail: failure?.detail ?? `The called run of "${inWords(recipe)}" ended as ${state ?? 'lost'}.`,
  }
}
