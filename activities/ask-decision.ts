// Asks the caller about a write whose outcome nobody can tell: the wait's row first, then the card.
import { isCancelAsked } from '../runs/cancel-run.js'
import { endQuestion, findQuestion, openQuestion, type Question } from '../runs/decisions.js'
import { setRunState } from '../runs/set-run-state.js'
import type { Run } from '../runs/types.js'
import { lockUnknownEffect } from '../runs/unsure-effects.js'
import type { Transaction } from '../database.js'
import type { AskedDecision, QuestionWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { findActor, type Actor } from './actor.js'
import { postDecision, renewDecision } from './show-decision.js'
import { thisRun } from './this-run.js'
import { toFailure } from './to-failure.js'

export function createAskDecision(deps: ActivityDeps) {
  return async (wait: QuestionWait): Promise<AskedDecision> => {
    try {
      const run = await thisRun(deps)
      const actor = await findActor(deps, run, wait.as)
      const question = await deps.db.transaction((tx) => askOnce(tx, run, { actor, stepKey: wait.stepKey }))
      if (question?.outcome !== null) return { kind: 'answered' }
      if (await isCancelAsked(deps.db, run.id)) {
        // A Cancel that came before the wait found nothing to end. The step is tried again, and says so.
        await endQuestion(deps.db, { runId: run.id, stepKey: wait.stepKey, outcome: 'cancelled', onlyIf: 'open' })
        return { kind: 'answered' }
      }
      if (question.activityId === null) await postDecision(deps, { run, actor }, wait, question)
      else if (question.isCardBehind) await renewDecision(deps, run, wait, question)
      return { kind: 'waiting', remainingMs: Math.max(1, Math.ceil(question.remainingMs)), until: question.deadlineAt.toISOString() }
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/** The open question, a new one, or the one that was answered since the outcome was found unknown. Null: it is known by now. */
async function askOnce(
  tx: Transaction,
  { id: runId, settings }: Run,
  { actor, stepKey }: { actor: Actor; stepKey: string },
): Promise<Question | null> {
  const effect = await lockUnknownEffect(tx, { runId, stepKey })
  if (!effect) return null
  const latest = await findQuestion(tx, runId, stepKey)
  if (latest && (latest.outcomeAt === null || latest.outcomeAt > effect.unknownAt)) return latest
  await openQuestion(tx, { runId, stepKey, caller: actor.caller, signer: actor.signer, hours: settings.signInHours })
  await setRunState(tx, runId, 'waiting_person')
  return findQuestion(tx, runId, stepKey)
}
