// The end of a question about a write, as far as it is over: its deadline has passed, or somebody answered or cancelled. Its card says so.
import { endQuestion, findQuestion } from '../runs/decisions.js'
import type { QuestionWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { editDecision } from './show-decision.js'
import { thisRun } from './this-run.js'
import { toFailure } from './to-failure.js'

export function createEndDecision(deps: ActivityDeps) {
  return async (wait: QuestionWait): Promise<void> => {
    try {
      const run = await thisRun(deps)
      await endQuestion(deps.db, { runId: run.id, stepKey: wait.stepKey, outcome: 'expired', onlyIf: 'due' })
      const question = await findQuestion(deps.db, run.id, wait.stepKey)
      if (!question || question.outcome === null) return
      await editDecision(deps, run, wait, question)
    } catch (error) {
      throw toFailure(error)
    }
  }
}
