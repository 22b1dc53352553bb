// What a step meets while an operator has paused everything: it waits and looks again.
import { ApplicationFailure } from '@temporalio/activity'
import { ApplicationFailureCategory } from '@temporalio/common'

const LOOK_AGAIN_MS = 10_000

export function whilePaused(): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'Everything is paused by an operator.',
    type: 'Paused',
    nextRetryDelay: LOOK_AGAIN_MS,
    category: ApplicationFailureCategory.BENIGN,
  })
}
