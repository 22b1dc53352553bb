// One try of a write: it is performed, its effect completed; where it fails, what may have been done by it is judged.
import type { AnyAction } from '../apps/define-app.js'
import { AppError, AppUnavailable, OutcomeUnknown, RateLimited } from '../apps/errors.js'
import { finishEffect, type OpenEffect } from '../runs/effects.js'
import { noteForEffect, openNote } from '../runs/unsure-effects.js'
import type { ActivityDeps } from './activity-deps.js'
import { noteUse } from './note-use.js'
import { performAction, type Performing, type Step, type Tried } from './perform-action.js'
import { isGivingUp } from './to-failure.js'

export const NOTHING_TELLS = 'Its answer was lost, and nothing can tell whether it was done.'

export interface Send {
  readonly effect: OpenEffect
  /** A try before it may have been done, and the app is trusted to refuse this one then. */
  readonly isRetry: boolean
  /** It failed, and surely did nothing. */
  readonly onNothingDone: () => Promise<void>
}

/** @throws OutcomeUnknown where it may have been done and no later try can tell */
export async function sendWrite(deps: ActivityDeps, step: Step, { effect, isRetry, onNothingDone }: Send): Promise<unknown> {
  const tried: Tried = { mayBeDone: false }
  try {
    return await finishWrite(deps, step, await performAction(deps, step, performing(deps, step, { effect, isRetry, tried })))
  } catch (error) {
    if (!isRetry && isNothingDone(error, tried)) {
      await onNothingDone()
      throw error
    }
    throw isLost(step.action, error) ? unknown(error) : error
  }
}

/** By this try. */
function isNothingDone(error: unknown, { mayBeDone }: Tried): boolean {
  return (error instanceof AppError && error.didNothing) || !(mayBeDone || error instanceof OutcomeUnknown)
}

/** What the action is given besides its input. */
export function performing(
  deps: ActivityDeps,
  { run, stepKey }: Step,
  { effect, isRetry, tried }: Pick<Send, 'effect' | 'isRetry'> & { readonly tried: Tried },
): Performing {
  const { startedAt, effectKey, notedSealed } = effect
  const of = { runId: run.id, stepKey }
  let note = notedSealed === null ? null : { of: openNote(deps.keys, of, notedSealed) }
  return {
    ...{ startedAt, effectKey, isRetry, tried },
    async noteOnce<Note>(read: () => Promise<Note>): Promise<Note> {
      if (note === null) {
        const fresh = await read()
        await noteForEffect(deps.db, deps.keys, of, fresh)
        note = { of: fresh }
      }
      return note.of as Note
    },
  }
}

/** From now on a retried step gives this result, and sends nothing. */
export async function finishWrite(deps: ActivityDeps, step: Step, result: unknown): Promise<unknown> {
  const { accountName: appAccount, accountKey } = step.access.connection
  await deps.db.transaction(async (tx) => {
    await finishEffect(tx, deps.keys, { runId: step.run.id, stepKey: step.stepKey, result, appAccount, accountKey })
    await noteUse(tx, step)
  })
  return result
}

/** No later try can tell: nothing recognises such a write, or the app has been silent for too long. */
function isLost(action: AnyAction, error: unknown): boolean {
  if (action.kind === 'write' && action.recognisedBy === 'none') return true
  return (error instanceof AppUnavailable || error instanceof RateLimited) && isGivingUp()
}

function unknown(error: unknown): OutcomeUnknown {
  return error instanceof OutcomeUnknown ? error : new OutcomeUnknown(NOTHING_TELLS)
}
