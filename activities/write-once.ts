// A write with at most one effect: its row is committed before it is sent, and an unfinished row is recognised, never just sent again.
import { OutcomeUnknown } from '../apps/errors.js'
import { findQuestion, type Question } from '../runs/decisions.js'
import { beginEffect, dropEffect, type OpenEffect } from '../runs/effects.js'
import type { Decision } from '../runs/types.js'
import { giveLeaveBack, markUnknown, takeLeave } from '../runs/unsure-effects.js'
import type { ActivityDeps } from './activity-deps.js'
import type { Step } from './perform-action.js'
import { recognise } from './recognise.js'
import { sendWrite } from './send-write.js'
import { ending } from './to-failure.js'

/** @throws DecisionRequired where nobody can tell whether it was done: the run pauses, and its caller is asked */
export async function writeOnce(deps: ActivityDeps, step: Step): Promise<unknown> {
  try {
    return await write(deps, step)
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error
    await markUnknown(deps.db, { runId: step.run.id, stepKey: step.stepKey })
    throw ending('DecisionRequired', error.detail)
  }
}

async function write(deps: ActivityDeps, step: Step): Promise<unknown> {
  const { run, actor, stepKey, appId, actionName, identity, access } = step
  const { id: connectionId, accountName: appAccount, accountKey } = access.connection
  const effect = await beginEffect(deps.db, deps.keys, {
    ...{ runId: run.id, stepKey, app: appId, action: actionName, connectionId, appAccount, accountKey },
    identity: identity.mode,
    signer: actor.signer,
  })
  if (effect.kind === 'finished') return effect.result
  if (effect.kind === 'unfinished') return await goOn(deps, step, effect)
  // The app said no, or never heard of it: nothing was done, and the step may be tried from the start.
  const onNothingDone = (): Promise<void> => dropEffect(deps.db, { runId: run.id, stepKey })
  return await sendWrite(deps, step, { effect, isRetry: false, onNothingDone })
}

/** An earlier try may have been done. What its caller has said of it since comes first. */
async function goOn(deps: ActivityDeps, step: Step, effect: OpenEffect): Promise<unknown> {
  const said = heard(await findQuestion(deps.db, step.run.id, step.stepKey), effect)
  switch (said) {
    case 'open':
      throw ending('DecisionRequired', 'Its caller was asked what to do, and has not answered yet.')
    case 'cancelled':
      throw ending('RunCancelled', 'The caller cancelled the run.')
    case 'skip':
      throw ending('OutcomeUnknown', 'Its caller chose to leave it at that.')
    case 'expired':
      throw ending('OutcomeUnknown', 'Its caller was asked what to do, and did not answer in time.')
    case 'again':
      return await sendWithLeave(deps, step, effect)
    case 'check':
    case 'nothing':
      return await recognise(deps, step, effect)
  }
}

type Heard = Decision | 'nothing' | 'open' | 'expired' | 'cancelled'

/** An answer counts for the finding that it was asked about, and for no later one. */
function heard(question: Question | null, { unknownAt }: OpenEffect): Heard {
  if (question === null) return 'nothing'
  if (question.outcome === null) return 'open'
  if (question.outcome === 'cancelled') return 'cancelled'
  if (unknownAt === null || question.outcomeAt === null || question.outcomeAt <= unknownAt) return 'nothing'
  return question.answer ?? 'expired'
}

/** *Try again*: one try, whoever acts now. It is used up before the try is sent, so that a worker that dies with it doesn't send twice. */
async function sendWithLeave(deps: ActivityDeps, step: Step, effect: OpenEffect): Promise<unknown> {
  const { run, stepKey, access } = step
  const { accountName: appAccount, accountKey } = access.connection
  const of = { runId: run.id, stepKey }
  const { unknownAt } = effect
  if (unknownAt === null || !(await takeLeave(deps.db, { ...of, appAccount, accountKey }))) return await recognise(deps, step, effect)
  const onNothingDone = (): Promise<void> => giveLeaveBack(deps.db, of, unknownAt)
  return await sendWrite(deps, step, { effect: { ...effect, notedSealed: null }, isRetry: false, onNothingDone })
}
