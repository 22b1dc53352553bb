// Posts how a run ended: to the conversation it was asked in, or to the caller's own chat where the result is theirs alone.
import { findConversation } from '../conversations/find-conversation.js'
import { describeError } from '../log.js'
import { listEffects } from '../runs/effects.js'
import type { Run } from '../runs/types.js'
import { personalResultNote } from '../text/notes.js'
import type { ActivityDeps } from './activity-deps.js'
import { describeEnded, type Ended } from './describe-ended.js'

/** Posts at least once. A conversation that can't be reached any more is an outcome, not a reason to try again. */
export async function postResult(deps: ActivityDeps, run: Run, ended: Ended): Promise<void> {
  if (ended.ending.isTold && ended.ending.said.length === 0) return
  // Cancelled by a press: the answer to it says so already, but not what was done before.
  const isTold = ended.ending.failure?.type === 'RunCancelled' && !ended.isStopped
  if (isTold && (await listEffects(deps.db, deps.keys, run.id)).length === 0) return
  const conversation = await findConversation(deps.db, run.conversationId)
  const isPrivate = conversation?.kind === 'personal'
  if (isPrivate || !belongsToCaller(run)) {
    await deps.messenger.post(run.conversationId, await describeEnded(deps, run, ended, isPrivate ? 'caller' : 'others'))
    return
  }
  const chat = await deps.messenger.openPersonal({ ...run.caller, ...run.profile }, run.conversationId)
  if (chat.kind === 'open') await deps.messenger.post(chat.conversationId, await describeEnded(deps, run, ended, 'caller'))
  // The result is told; failing for the others' line would tell it again.
  await deps.messenger.post(run.conversationId, personalResultNote(run.profile.name)).catch((error: unknown) => {
    deps.log.warn({ code: 'WB-RUN-003', runId: run.id, err: describeError(error) }, "The line for the channel couldn't be posted.")
  })
}

/** Read through a personal connection: everyone else in the channel may not be allowed to see it. */
function belongsToCaller({ settings }: Run): boolean {
  return settings.reply === 'caller' && Object.values(settings.identities).some(({ mode }) => mode === 'personal')
}
