// The card that asks which record is meant: posted once asked, edited when it is over.
import { claimOnce } from '../conversations/claim-once.js'
import { describeError } from '../log.js'
import type { Choice } from '../runs/choices.js'
import { noteQuestionCard } from '../runs/decisions.js'
import type { Run } from '../runs/types.js'
import { choiceCard, type ChoiceCardModel } from '../text/cards/choice-card.js'
import { choiceSent } from '../text/notes.js'
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { ending } from './to-failure.js'

/**
 * In the caller's own chat: what they may see in an app isn't everybody's. At least once: a copy's buttons address the row.
 * @throws ActionRejected where no chat with them is possible: nobody could ever choose
 */
export async function postChoice({ db, messenger }: ActivityDeps, run: Run, choice: Choice): Promise<void> {
  const chat = await messenger.openPersonal({ ...run.caller, ...run.profile }, run.conversationId)
  const delivery = chat.kind === 'open' ? await messenger.post(chat.conversationId, choiceCard(modelOf(run, choice))) : null
  if (chat.kind !== 'open' || delivery?.kind !== 'posted')
    throw ending(
      'ActionRejected',
      "More than one record fits, and Workbot can't message you to ask which. Add it in Teams, or start again with the id.",
    )
  const { id, deadlineAt } = choice
  await noteQuestionCard(db, { id, deadlineAt, conversationId: chat.conversationId, activityId: delivery.activityId })
  if (chat.conversationId === run.conversationId) return
  if (await claimOnce(db, { purpose: 'choiceNote', key: [choice.id], tenantId: run.caller.tenantId }))
    await messenger.post(run.conversationId, choiceSent(run.profile.name))
}

/** Its deadline was moved, and the card says so. */
export async function renewChoice(deps: ActivityDeps, run: Run, choice: Choice): Promise<void> {
  const { id, deadlineAt, conversationId, activityId } = choice
  if (conversationId === null || activityId === null) return
  await editChoice(deps, run, choice)
  await noteQuestionCard(deps.db, { id, deadlineAt, conversationId, activityId })
}

/** Says on the card how it stands. An old card does no harm: its buttons address the row. The run doesn't wait for Teams. */
export async function editChoice({ messenger, log }: ActivityDeps, run: Run, choice: Choice): Promise<void> {
  const { conversationId, activityId } = choice
  if (conversationId === null || activityId === null) return
  try {
    await messenger.update(conversationId, activityId, choiceCard(modelOf(run, choice)))
  } catch (error) {
    log.warn({ code: 'WB-RUN-005', runId: run.id, err: describeError(error) }, "The card of a decision couldn't be brought up to date.")
  }
}

function modelOf({ id: runId, recipe, profile }: Run, { id, outcome, chosen, deadlineAt, offered }: Choice): ChoiceCardModel {
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  const state = outcome === 'answered' ? (chosen ? 'chosen' : 'none') : (outcome ?? 'waiting')
  return {
    ...{ id, state, deadlineAt, runId, label: offered.label, typed: offered.text, matches: offered.matches, isMore: offered.isMore },
    ...{ title: spec ? recipeTitle(spec) : recipe, chosen: chosen?.name ?? null, locale: profile.locale },
  }
}
