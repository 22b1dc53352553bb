// A write with an unfinished row: whether it was done is learnt in the way that its action declares, before anything is sent again.
import type { AnyAction } from '../apps/define-app.js'
import { ActionRejected, AppUnavailable, OutcomeUnknown, PermissionDenied, RateLimited } from '../apps/errors.js'
import { dropEffect, type OpenEffect } from '../runs/effects.js'
import { tryEffectAgain } from '../runs/unsure-effects.js'
import type { ActivityDeps } from './activity-deps.js'
import { performAction, type Step } from './perform-action.js'
import { finishWrite, NOTHING_TELLS, performing, sendWrite } from './send-write.js'
import { isGivingUp, tryLater } from './to-failure.js'

/** A try lasts as long as its activity, 20 s, and the app may be at its request a little longer: before that, what isn't there may still come. */
const SURELY_OVER_MS = 30_000

type Keyed = Extract<AnyAction, { kind: 'write'; recognisedBy: 'exact key' }>

/** @throws OutcomeUnknown where it can't be learnt */
export async function recognise(deps: ActivityDeps, step: Step, effect: OpenEffect): Promise<unknown> {
  const { action, access } = step
  // Another account may be of another org, where our key is unknown: sent there, the write could happen twice.
  if (!isSame(effect, access.connection)) throw new OutcomeUnknown(`It was first sent as ${effect.appAccount}, and its answer was lost.`)
  if (action.kind !== 'write' || action.recognisedBy === 'none') throw new OutcomeUnknown(NOTHING_TELLS)
  if (action.recognisedBy === 'exact key') return await lookFirst(deps, step, { effect, action })
  return await sendWrite(deps, step, { effect, isRetry: true, onNothingDone: () => Promise.resolve() })
}

/** By the app's own id; by the name where an older version wrote the row. */
function isSame(first: Pick<OpenEffect, 'appAccount' | 'accountKey'>, now: { accountName: string; accountKey: string }): boolean {
  return first.accountKey === null ? first.appAccount === now.accountName : first.accountKey === now.accountKey
}

async function lookFirst(deps: ActivityDeps, step: Step, { effect, action }: { effect: OpenEffect; action: Keyed }): Promise<unknown> {
  const of = { runId: step.run.id, stepKey: step.stepKey }
  const found = await look(deps, step, { effect, action })
  if (found !== undefined) return await finishWrite(deps, step, found)
  const left = SURELY_OVER_MS - effect.sinceTriedMs
  if (left > 0) throw tryLater('The write was not found, and may still arrive.', left)
  await tryEffectAgain(deps.db, of)
  // Where it is refused now, it was never done: nothing was found, and nothing is on its way.
  return await sendWrite(deps, step, { effect, isRetry: false, onNothingDone: () => dropEffect(deps.db, of) })
}

async function look(deps: ActivityDeps, step: Step, { effect, action }: { effect: OpenEffect; action: Keyed }): Promise<unknown> {
  const how = performing(deps, step, { effect, isRetry: true, tried: { mayBeDone: false } })
  try {
    return await performAction(deps, step, { ...how, act: (call, input) => action.find(call, input) })
  } catch (error) {
    if (cannotBeAsked(error)) throw new OutcomeUnknown('Its answer was lost, and the app does not say whether it was done.')
    throw error
  }
}

/** Silence is waited for; a no is for good. */
function cannotBeAsked(error: unknown): boolean {
  if (error instanceof AppUnavailable || error instanceof RateLimited) return isGivingUp()
  return error instanceof PermissionDenied || error instanceof ActionRejected
}
