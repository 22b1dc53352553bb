// The end of a question about a write, as far as it is over: its deadline has passed, or somebody answered or cancelled. Its card says so.
import { endQuestion, findQuestion } from '../runs/decisions.js'
import { describeError } from '../log.js'
import type { QuestionWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { closeDecision } from './show-decision.js'
import { thisRun } from './this-run.js'
import { toFailure } from './to-failure.js'

export function createEndDecision(deps: ActivityDeps) {
  return async (wait: QuestionWait): Promise<void> => {
    try {
      const run = await thisRun(deps)
      await endQuestion(deps.db, { runId: run.id, stepKey: wait.stepKey, outcome: 'expired', onlyIf: 'due' })
      const question = await findQuestion(deps.db, run.id, wait.stepKey)
      if (!question || question.outcome === null) return
      // An old card does no harm: its buttons address the row. The run doesn't wait for Teams.
      await closeDecision(deps, run, wait, question).catch((error: unknown) => {
        deps.log.warn(
          { code: 'WB-RUN-005', runId: run.id, err: describeError(error) },
          "The card of a decision couldn't be brought up to date.",
        )
      })
    } catch (error) {
      throw toFailure(error)
    }
  }
}
