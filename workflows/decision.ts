// The pause for a decision: a write of unknown outcome waits for its caller, and the same step is then tried again.
import { condition, patched, proxyActivities } from '@temporalio/workflow'
import type { QuestionWait, RunActivities } from './activity-types.js'
import { failureOf, type StepFailure } from './failures.js'
import { show } from './progress.js'
import { appName, minuteOf, stepWords } from './words.js'

const { askDecision, endDecision } = proxyActivities<Pick<RunActivities, 'askDecision' | 'endDecision'>>({
  startToCloseTimeout: '20s',
  // Without a limit, as a step's: the question must stand before the run can wait for its answer.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})

/** Wake-ups that came so far: a signal that came before the question was asked isn't missed. */
export interface WakeUps {
  count(): number
}

/** Tries `step` until its outcome is known, or its caller left it at that. What they chose is read by the step itself. */
export async function untilDecided<Result>(wait: QuestionWait, step: () => Promise<Result>, wakeUps: WakeUps): Promise<Result> {
  for (;;) {
    const seen = wakeUps.count()
    try {
      return await step()
    } catch (error) {
      if (failureOf(error)?.type !== ('DecisionRequired' satisfies StepFailure)) throw error
      // A run that an older version has ended here goes on ending.
      if (!patched('ask-about-unknown-outcome')) throw error
    }
    await decided(wait, () => wakeUps.count() > seen)
  }
}

async function decided(wait: QuestionWait, woken: () => boolean): Promise<void> {
  const what = stepWords(wait.stepKey)
  const question = await askDecision.executeWithOptions({ summary: `Ask the caller about: ${what}` }, [wait])
  if (question.kind === 'answered') return
  show({
    app: wait.app,
    state: 'waiting_person',
    details: `${appName(wait.app)} took a request and its answer was lost. Waiting for the caller to decide, until ${minuteOf(question.until)}. The step that waits: ${what}.`,
  })
  await condition(woken, question.remainingMs, { summary: `Deadline of the decision about: ${what}` })
  await endDecision.executeWithOptions({ summary: 'How the decision ended' }, [wait])
  show({ app: wait.app, state: 'running', details: `Working: ${what}.` })
}
