// `decide` of a recipe: a card with a line for each thing, decided in place; what is pressed is done at once, and the card says what came of it.
import { condition, proxyActivities } from '@temporalio/workflow'
import type { ListCall, ListedLine, ListState, RunActivities } from './activity-types.js'
import type { WakeUps } from './decision.js'
import { appErrorOf } from './failures.js'
import { show } from './progress.js'
import type { DecideList } from './recipe-context.js'
import { minuteOf } from './words.js'

const { decideInPlace } = proxyActivities<Pick<RunActivities, 'decideInPlace'>>({
  startToCloseTimeout: '20s',
  // Without a limit, as a step's: the activity knows what is worth trying again.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
})

type Decide = <Item extends ListedLine, const Option extends string>(
  list: DecideList<Item, Option>,
  work: (item: Item, option: Option, comment: string) => Promise<unknown>,
) => Promise<void>
type Done = NonNullable<ListCall['done']>

/** @param told the card says what was done, so that no receipt need say it again */
export function createDecide(wakeUps: WakeUps, told: () => void): Decide {
  return async ({ title, items, options, note = '' }, work) => {
    const call: ListCall = { stepKey: 'decide', title, note, options, lines: items.map(toLine) }
    let done: Done | undefined
    for (;;) {
      const pressed = await nextPress(done ? { ...call, done } : call, wakeUps)
      if (!pressed) break
      const [item, option] = [items[pressed.line], options[pressed.option]]
      if (item === undefined || option === undefined) done = { line: pressed.line, kind: 'refused', detail: '' }
      else done = await ended(pressed.line, () => work(item, option, pressed.comment), call)
    }
    told()
  }
}

/** Null: nothing is to be decided any more. */
async function nextPress(call: ListCall, wakeUps: WakeUps): Promise<Extract<ListState, { kind: 'pressed' }> | null> {
  for (let asked = call; ; asked = withoutDone(asked)) {
    const seen = wakeUps.count()
    const state = await decideInPlace.executeWithOptions({ summary: 'What was decided in the list' }, [asked])
    if (state.kind === 'over') return null
    if (state.kind === 'pressed') return state
    show({ state: 'waiting_person', details: `Waiting for the caller to decide the lines of a list, until ${minuteOf(state.until)}.` })
    await condition(() => wakeUps.count() > seen, state.remainingMs, { summary: 'Deadline of the list' })
  }
}

/** An app that refuses one line doesn't end the others; whatever ends a run takes the card's buttons with it. */
async function ended(line: number, work: () => Promise<unknown>, call: ListCall): Promise<Done> {
  try {
    await work()
    return { line, kind: 'done', detail: '' }
  } catch (error) {
    const refusal = appErrorOf(error)
    if (refusal) return { line, kind: 'refused', detail: refusal.detail }
    await decideInPlace.executeWithOptions({ summary: 'Close the list' }, [{ ...call, isOver: true }])
    throw error
  }
}

const withoutDone = ({ stepKey, title, note, options, lines }: ListCall): ListCall => ({ stepKey, title, note, options, lines })
const toLine = ({ name, about, url, app }: ListedLine): ListedLine => ({ name, about, url, app })
