// `ask` of a recipe: the question stands as rows, the run waits for one of the people, and reads how it ended.
import { condition, proxyActivities } from '@temporalio/workflow'
import type { AskCall, AskState, GivenAnswer, RunActivities } from './activity-types.js'
import type { WakeUps } from './decision.js'
import { show } from './progress.js'
import type { Answer, Askable, Question } from './recipe-context.js'
import { createStepKeys, withItem } from './step-keys.js'
import { minuteOf } from './words.js'

const { ask: askPeople } = proxyActivities<Pick<RunActivities, 'ask'>>({
  startToCloseTimeout: '20s',
  // Without a limit, as a step's: the activity knows what is worth trying again.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})

type Ask = <const Option extends string>(people: readonly Askable[] | Askable, question: Question<Option>) => Promise<Answer<Option>>

export function createAsk(wakeUps: WakeUps): Ask {
  const keys = createStepKeys()
  return async <const Option extends string>(people: readonly Askable[] | Askable, asked: Question<Option>) => {
    const { question, facts = {}, options, within, settledBy, label } = asked
    const call: AskCall = {
      stepKey: keys.take('ask', withItem(label)),
      people: isList(people) ? people : [people],
      ...{ question, facts: { ...facts }, options, within },
      settledBy: settledBy ? { app: settledBy.app, id: settledBy.id } : null,
    }
    // The option is one of those that the activity was given.
    return (await untilAnswered(call, wakeUps)) as Answer<Option>
  }
}

async function untilAnswered(call: AskCall, wakeUps: WakeUps): Promise<GivenAnswer> {
  for (let summary = 'Ask people to decide'; ; summary = 'How the question stands') {
    const seen = wakeUps.count()
    const state: AskState = await askPeople.executeWithOptions({ summary }, [call])
    if (state.kind === 'ended') {
      show({ state: 'running', details: 'Working: what follows an answer.' })
      return state.answer
    }
    show({ state: 'waiting_person', details: `Waiting for somebody to decide, until ${minuteOf(state.until)}.` })
    await condition(() => wakeUps.count() > seen, state.remainingMs, { summary: 'Deadline of the question' })
  }
}

const isList = (people: readonly Askable[] | Askable): people is readonly Askable[] => Array.isArray(people)
