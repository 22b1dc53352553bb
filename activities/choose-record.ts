// Asks the caller which of several records they mean: rows first, then the card. Called again at each wake-up, it reads what was chosen.
import { isCancelAsked } from '../runs/cancel-run.js'
import { findChoice, openChoice, type Choice } from '../runs/choices.js'
import { endQuestion } from '../runs/decisions.js'
import { setRunState } from '../runs/set-run-state.js'
import type { Run } from '../runs/types.js'
import type { ChoiceCall, ChoiceState } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { answerBefore } from './carry-over.js'
import { editChoice, postChoice, renewChoice } from './show-choice.js'
import { thisRun } from './this-run.js'
import { ending, toFailure } from './to-failure.js'

export function createChooseRecord(deps: ActivityDeps) {
  return async (call: ChoiceCall): Promise<ChoiceState> => {
    try {
      const run = await thisRun(deps)
      const before = await answerBefore(deps, run, { stepKey: call.stepKey, isWrite: false })
      if (before) return before.answer as ChoiceState
      const choice = await standingOf(deps, run, call)
      if (choice.outcome === null) {
        if (choice.activityId === null) await postChoice(deps, run, choice)
        else if (choice.isCardBehind) await renewChoice(deps, run, choice)
        return { kind: 'waiting', remainingMs: Math.max(1, Math.ceil(choice.remainingMs)), until: choice.deadlineAt.toISOString() }
      }
      await editChoice(deps, run, choice)
      if (choice.outcome === 'cancelled') throw ending('RunCancelled', 'The caller cancelled the run.')
      if (choice.outcome === 'expired') throw ending('ChoiceExpired', 'Nobody chose in time which record was meant.')
      if (choice.chosen === null) throw ending('NoneMeant', 'None of the records that fit was the one that was meant.')
      await setRunState(deps.db, run.id, 'running')
      return { kind: 'chosen', record: choice.chosen }
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/** The choice as it stands now, opened where it wasn't: a Cancel, or its deadline, ends it here. */
async function standingOf({ db, keys }: ActivityDeps, run: Run, call: ChoiceCall): Promise<Choice> {
  const of = { runId: run.id, stepKey: call.stepKey }
  await db.transaction(async (tx) => {
    const { label, text, type, matches, isMore } = call
    const offered = { label, text, type, matches, isMore }
    if (await openChoice(tx, keys, { ...of, caller: run.caller, hours: run.settings.signInHours, offered }))
      await setRunState(tx, run.id, 'waiting_person')
  })
  if (await isCancelAsked(db, run.id)) await endQuestion(db, { ...of, outcome: 'cancelled', onlyIf: 'open' })
  else await endQuestion(db, { ...of, outcome: 'expired', onlyIf: 'due' })
  const choice = await findChoice(db, keys, of)
  if (!choice) throw new Error('A choice vanished between two statements.')
  return choice
}
