// Posts how a run ended: to the conversation it was asked in, or to the caller's own chat where the result is theirs alone.
import { findConversation } from '../conversations/find-conversation.js'
import { describeError } from '../log.js'
import { listEffects } from '../runs/effects.js'
import type { Run } from '../runs/types.js'
import { cannotTellYet } from '../text/cards/cannot-message-yet.js'
import { personalResultNote } from '../text/notes.js'
import type { ActivityDeps } from './activity-deps.js'
import { describeEnded, type Ended } from './describe-ended.js'
import { postToPerson } from './post-to-person.js'
import { titleOf } from './title-of.js'

/** `untold`: the result is its caller's alone, and no chat with them is possible now. */
export type Told = 'told' | 'untold'

/** Posts at least once. A conversation that can't be reached any more is an outcome, not a reason to try again. */
export async function postResult(deps: ActivityDeps, run: Run, ended: Ended): Promise<Told> {
  if (ended.ending.isTold && ended.ending.said.length === 0) return 'told'
  // Cancelled by a press: the answer to it says so already, but not what was done before.
  const isTold = ended.ending.failure?.type === 'RunCancelled' && !ended.isStopped
  if (isTold && (await listEffects(deps.db, deps.keys, run.id)).length === 0) return 'told'
  const conversation = await findConversation(deps.db, run.conversationId)
  const isPrivate = conversation?.kind === 'personal'
  if (isPrivate || !belongsToCaller(run)) {
    await deps.messenger.post(run.conversationId, await describeEnded(deps, run, ended, isPrivate ? 'caller' : 'others'))
    return 'told'
  }
  const isReached = await tellCaller(deps, run, ended)
  const line = isReached ? personalResultNote(run.profile.name) : cannotTellYet({ name: run.profile.name, recipe: titleOf(run.recipe) })
  // The result is told; failing for the others' line would tell it again.
  await deps.messenger.post(run.conversationId, line).catch((error: unknown) => {
    deps.log.warn({ code: 'WB-RUN-003', runId: run.id, err: describeError(error) }, "The line for the channel couldn't be posted.")
  })
  return isReached ? 'told' : 'untold'
}

/** In the caller's own chat. @returns false where none is possible now */
export async function tellCaller(deps: Pick<ActivityDeps, 'db' | 'keys' | 'messenger'>, run: Run, ended: Ended): Promise<boolean> {
  return (await postToPerson(deps, run.caller, run, await describeEnded(deps, run, ended, 'caller'))) !== null
}

/** Read through a personal connection: everyone else in the channel may not be allowed to see it. */
function belongsToCaller({ settings }: Run): boolean {
  return settings.reply === 'caller' && Object.values(settings.identities).some(({ mode }) => mode === 'personal')
}
