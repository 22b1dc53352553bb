// The card of a list that is decided in place: posted once, then edited at each press and at what came of it.
import { apps, type AppId } from '../apps/index.js'
import { describeError } from '../log.js'
import { noteListCard, type List } from '../runs/lists.js'
import type { Run } from '../runs/types.js'
import { listCard, type ListCardModel } from '../text/cards/list-card.js'
import type { Message } from '../text/message.js'
import { recipeTitle } from '../text/recipe-title.js'
import type { ListCall } from '../workflows/activity-types.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { ending } from './to-failure.js'

interface Shown {
  readonly list: List
  readonly isOver: boolean
}

/** In the caller's own chat. Its first posting is tried until Teams takes it; a run doesn't wait for an edit. */
export async function showList(deps: ActivityDeps, run: Run, call: ListCall, shown: Shown): Promise<void> {
  const { conversationId, activityId } = shown.list
  const card = listCard(modelOf(run, call, shown))
  if (conversationId === null || activityId === null) {
    if (!shown.isOver) await post(deps, run, card)
    return
  }
  try {
    const edited = await deps.messenger.update(conversationId, activityId, card)
    // The message was deleted: what waits is shown again.
    if (edited === 'gone' && !shown.isOver) await post(deps, run, card)
  } catch (error) {
    deps.log.warn(
      { code: 'WB-RUN-005', runId: run.id, err: describeError(error) },
      "The card of a decision couldn't be brought up to date.",
    )
  }
}

async function post({ db, messenger }: ActivityDeps, run: Run, card: Message): Promise<void> {
  const chat = await messenger.openPersonal({ ...run.caller, ...run.profile }, run.conversationId)
  const delivery = chat.kind === 'open' ? await messenger.post(chat.conversationId, card) : null
  if (chat.kind !== 'open' || delivery?.kind !== 'posted')
    throw ending('RecipeError', "Workbot can't message the caller yet, so there is nothing to decide on.")
  await noteListCard(db, { runId: run.id, conversationId: chat.conversationId, activityId: delivery.activityId })
}

function modelOf({ id: runId, recipe, profile }: Run, { title, note, options, lines }: ListCall, { list, isOver }: Shown): ListCardModel {
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  return {
    ...{ runId, title, note, options, isOver, recipe: spec ? recipeTitle(spec) : recipe, locale: profile.locale },
    command: spec?.command ?? '',
    left: lines.length - list.lines.length,
    lines: list.lines.flatMap(({ number, option, doneAt, end }) => {
      const line = lines[number]
      if (!line) return []
      const app = line.app !== null && line.app in apps ? apps[line.app as AppId].name : null
      return [{ ...line, app, number, option: option === null ? null : (options[option] ?? ''), at: doneAt, end }]
    }),
  }
}
