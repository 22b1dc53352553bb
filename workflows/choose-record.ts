// Which of several records was meant: the matches stand as rows, the run waits for its caller, and goes on with the one they choose.
import { condition, proxyActivities } from '@temporalio/workflow'
import type { RecordRef } from '../apps/record-ref.js'
import type { ChoiceCall, RunActivities } from './activity-types.js'
import type { WakeUps } from './decision.js'
import { show } from './progress.js'
import { minuteOf } from './words.js'

const { chooseRecord: choose } = proxyActivities<Pick<RunActivities, 'chooseRecord'>>({
  startToCloseTimeout: '20s',
  // Without a limit, as a step's: the activity knows what is worth trying again.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})

/** @throws where none of them was meant, nobody chose in time, or the run was cancelled */
export async function chooseRecord(call: ChoiceCall, wakeUps: WakeUps): Promise<RecordRef> {
  for (let summary = `Ask the caller which record is meant: ${call.label}`; ; summary = 'What the caller chose') {
    const seen = wakeUps.count()
    const state = await choose.executeWithOptions({ summary }, [call])
    if (state.kind === 'chosen') {
      show({ state: 'running', details: 'Working: what follows a choice.' })
      return state.record
    }
    const until = minuteOf(state.until)
    show({ state: 'waiting_person', details: `Several records fit “${call.label}”. Waiting for the caller to choose one, until ${until}.` })
    await condition(() => wakeUps.count() > seen, state.remainingMs, { summary: 'Deadline of the choice' })
  }
}
