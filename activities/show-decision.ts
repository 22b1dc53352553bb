// The card of a question about a write: posted to its caller while it is open, edited when it has ended.
import { apps, type AppId } from '../apps/index.js'
import type { AnyAction } from '../apps/define-app.js'
import { describeError } from '../log.js'
import { noteQuestionCard, type Question } from '../runs/decisions.js'
import { findEffectAccount } from '../runs/unsure-effects.js'
import type { Run } from '../runs/types.js'
import { decisionCard, type DecisionCardModel } from '../text/cards/decision-card.js'
import { recipeTitle } from '../text/recipe-title.js'
import type { QuestionWait } from '../workflows/activity-types.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { inWords } from '../workflows/words.js'
import type { ActivityDeps } from './activity-deps.js'
import type { Actor } from './actor.js'

/** Posts it at least once, to the own chat of whoever acted; where there is none, to where the command was typed. */
export async function postDecision(
  deps: ActivityDeps,
  { run, actor }: { run: Run; actor: Actor },
  wait: QuestionWait,
  question: Question,
): Promise<void> {
  const { db, messenger } = deps
  const message = decisionCard(await modelOf(deps, run, wait, question))
  const chat = await messenger.openPersonal({ ...actor.caller, ...actor.profile }, run.conversationId)
  const conversationId = chat.kind === 'open' ? chat.conversationId : run.conversationId
  const delivery = await messenger.post(conversationId, message)
  const { id, deadlineAt } = question
  if (delivery.kind === 'posted') await noteQuestionCard(db, { id, deadlineAt, conversationId, activityId: delivery.activityId })
}

/** Its deadline was moved, and the card says so. */
export async function renewDecision(deps: ActivityDeps, run: Run, wait: QuestionWait, question: Question): Promise<void> {
  const { id, deadlineAt, conversationId, activityId } = question
  if (conversationId === null || activityId === null) return
  await editDecision(deps, run, wait, question)
  await noteQuestionCard(deps.db, { id, deadlineAt, conversationId, activityId })
}

/** Says on the card how it stands. An old card does no harm: its buttons address the row. The run doesn't wait for Teams. */
export async function editDecision(deps: ActivityDeps, run: Run, wait: QuestionWait, question: Question): Promise<void> {
  const { conversationId, activityId } = question
  if (conversationId === null || activityId === null) return
  const card = decisionCard(await modelOf(deps, run, wait, question))
  await deps.messenger.update(conversationId, activityId, card).catch((error: unknown) => {
    deps.log.warn(
      { code: 'WB-RUN-005', runId: run.id, err: describeError(error) },
      "The card of a decision couldn't be brought up to date.",
    )
  })
}

async function modelOf(
  { db }: ActivityDeps,
  run: Run,
  { app, stepKey, input }: QuestionWait,
  question: Question,
): Promise<DecisionCardModel> {
  const spec = recipeSpecs.find(({ name }) => name === run.recipe)
  const [, name = ''] = stepKey.split(/[. ]/)
  const action = (apps[app as AppId].actions as Readonly<Record<string, AnyAction | undefined>>)[name]
  const subject = action?.kind === 'write' ? action.subject?.(input) : undefined
  return {
    id: question.id,
    state: question.outcome === null ? 'waiting' : (question.answer ?? (question.outcome === 'expired' ? 'expired' : 'cancelled')),
    title: spec ? recipeTitle(spec) : run.recipe,
    app: apps[app as AppId].name,
    action: inWords(name),
    subject: subject ?? null,
    account: (await findEffectAccount(db, { runId: run.id, stepKey })) ?? '',
    canCheck: action?.kind === 'write' && action.recognisedBy !== 'none',
    deadlineAt: question.deadlineAt,
    runId: run.id,
  }
}
