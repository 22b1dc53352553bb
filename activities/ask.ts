// A recipe's question to people: rows first, then a card in each one's own chat. Called again at each wake-up, it reads how the question stands.
import { recordAudit } from '../audit/record.js'
import { isCancelAsked } from '../runs/cancel-run.js'
import { addAddressee, listAddressees } from '../runs/addressees.js'
import { listAskCardsOwed } from '../runs/ask-cards.js'
import { endAsk, findAsk, openAsk, type Ask } from '../runs/asks.js'
import { remindAddressee } from '../runs/asks-owed.js'
import { setRunState } from '../runs/set-run-state.js'
import type { Run } from '../runs/types.js'
import { deadlineOf, parseWithin } from '../runs/within.js'
import { claimOnce } from '../conversations/claim-once.js'
import { describeError } from '../log.js'
import type { AskCall, AskState } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { answerOf, refusedAnswer } from './answer-of.js'
import { questionOf } from './asked-question.js'
import { answerBefore } from './carry-over.js'
import { findAddressees } from './find-addressees.js'
import { holdAgainstApp } from './hold-against-app.js'
import { passInApp } from './pass-in-app.js'
import { readRequestOf } from './read-request-of.js'
import { showAskCard } from './show-ask-card.js'
import { askedNow } from '../text/ask-notes.js'
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { thisRun } from './this-run.js'
import { ending, toFailure } from './to-failure.js'

/** Teams shows six buttons. */
const OPTIONS_AT_MOST = 4

export function createAsk(deps: ActivityDeps) {
  return async (call: AskCall): Promise<AskState> => {
    try {
      const run = await thisRun(deps)
      const before = await answerBefore(deps, run, { stepKey: call.stepKey, isWrite: false })
      if (before) return before.answer as AskState
      const of = { runId: run.id, stepKey: call.stepKey }
      const opened = (await findAsk(deps.db, deps.keys, of)) ?? (await open(deps, run, call))
      if (opened === 'own request') return { kind: 'ended', answer: refusedAnswer() }
      await bringOn(deps, run, opened)
      const ask = (await findAsk(deps.db, deps.keys, of)) ?? opened
      await showCards(deps, ask.waitId)
      if (ask.outcome === 'cancelled') throw ending('RunCancelled', 'The caller cancelled the run.')
      if (ask.outcome === null) {
        await tellAsker(deps, run, ask)
        return { kind: 'waiting', remainingMs: Math.max(1, Math.ceil(ask.remainingMs)), until: ask.deadlineAt.toISOString() }
      }
      await setRunState(deps.db, run.id, 'running')
      return { kind: 'ended', answer: await answerOf(deps, run, ask) }
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/** The rows of the question. Whoever asks isn't among those who may answer. */
async function open(deps: ActivityDeps, run: Run, call: AskCall): Promise<Ask | 'own request'> {
  const within = parseWithin(call.within)
  if (!within) throw ending('RecipeError', `"${call.within}" is no time to wait: say so many hours, days or working days, 60 days at most.`)
  if (call.options.length < 1 || call.options.length > OPTIONS_AT_MOST)
    throw ending('RecipeError', `A question has one to ${String(OPTIONS_AT_MOST)} options to choose from.`)
  const { people, isOwn } = await findAddressees(deps, run, call.people)
  if (people.length === 0) {
    if (isOwn) return 'own request'
    throw ending('RecipeError', 'A question needs somebody who is asked.')
  }
  const question = questionOf(call)
  const record = (await readRequestOf(deps, { run, question, others: [] }))?.facts ?? null
  const from = new Date()
  const deadline = deadlineOf(within, { from, timeZone: people[0]?.timeZone ?? run.profile.timeZone })
  await deps.db.transaction(async (tx) => {
    const waitId = await openAsk(tx, deps.keys, {
      ...{ runId: run.id, stepKey: call.stepKey, ...run.caller, deadline, question },
      record: record && { first: record, facts: record, changes: [] },
    })
    if (waitId === null) return
    for (const person of people) {
      const remindAt = remindAddressee({ from, deadline, timeZone: person.timeZone })
      await addAddressee(tx, { waitId, person, remindAt })
    }
    await setRunState(tx, run.id, 'waiting_person')
    await recordAudit(tx, {
      ...{ event: 'ask.asked', caller: run.caller, runId: run.id },
      detail: { step: call.stepKey, people: people.length },
    })
  })
  const ask = await findAsk(deps.db, deps.keys, { runId: run.id, stepKey: call.stepKey })
  if (!ask) throw new Error('A question vanished between two statements.')
  return ask
}

/** What has become of it since: a Cancel, an answer that is to be held against the app, the deadline. */
async function bringOn(deps: ActivityDeps, run: Run, ask: Ask): Promise<void> {
  if (ask.outcome !== null) return
  const { waitId } = ask
  if (run.cancelAskedAt !== null || (await isCancelAsked(deps.db, run.id))) {
    await deps.db.transaction((tx) => endAsk(tx, { waitId, outcome: 'cancelled', isOwn: true }))
    return
  }
  await passInApp(deps, run, ask)
  if (ask.pressedBy !== null) await holdAgainstApp(deps, run, ask)
  else if (ask.remainingMs <= 0) {
    const reached = (await listAddressees(deps.db, waitId)).some(({ isReached }) => isReached)
    await deps.db.transaction((tx) => endAsk(tx, { waitId, outcome: reached ? 'expired' : 'unreachable', isOwn: true }))
  }
}

/** Whoever asks hears once whom it waits for; those who can't be reached are told of by themselves. */
async function tellAsker({ db, messenger }: ActivityDeps, run: Run, { waitId, deadlineAt }: Ask): Promise<void> {
  const people = (await listAddressees(db, waitId)).filter(({ isReached, passedTo }) => isReached && passedTo === null)
  if (people.length === 0) return
  if (!(await claimOnce(db, { purpose: 'asked', key: [waitId], tenantId: run.caller.tenantId }))) return
  const spec = recipeSpecs.find(({ name }) => name === run.recipe)
  const title = spec ? recipeTitle(spec) : run.recipe
  await messenger.post(run.conversationId, askedNow({ title, people: people.map(({ name }) => name), deadlineAt }))
}

/** What can't be shown now stays owed: the run doesn't wait for Teams. */
async function showCards(deps: ActivityDeps, waitId: string): Promise<void> {
  for (const id of await listAskCardsOwed(deps.db, waitId)) {
    await showAskCard(deps, id).catch((error: unknown) => {
      deps.log.warn({ code: 'WB-RUN-007', err: describeError(error) }, "The card of a question couldn't be shown yet; it stays owed.")
    })
  }
}
