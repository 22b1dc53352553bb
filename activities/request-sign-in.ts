// Asks the caller to sign in where a step needs it: the wait's row, then the card.
import { apps, type AppId } from '../apps/index.js'
import { isCardPosted } from '../connections/sign-in-card.js'
import { claimOnce } from '../conversations/claim-once.js'
import { findConversation } from '../conversations/find-conversation.js'
import { countOpenWaits } from '../runs/open-waits.js'
import type { Run } from '../runs/types.js'
import { channelSignInNote, sameSignInNote } from '../text/notes.js'
import type { SignInRequest, SignInWait } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { findActor } from './actor.js'
import { openSignIn, remainingOf } from './open-sign-in.js'
import { showSignInCard } from './show-sign-in-card.js'
import { thisRun } from './this-run.js'
import { titleOf } from './title-of.js'
import { toFailure } from './to-failure.js'

export function createRequestSignIn(deps: ActivityDeps) {
  return async (wait: SignInWait): Promise<SignInRequest> => {
    try {
      const run = await thisRun(deps)
      const { app, stepKey } = wait
      const actor = await findActor(deps, run, wait.as)
      const opened = await openSignIn(deps, run, { wait, actor, isJoint: false })
      if (!opened) return { kind: 'connected' }
      const { requestId } = opened
      if (opened.isStillAsked) return await remainingOf(deps, run, stepKey)
      const stood = await isCardPosted(deps.db, requestId)
      await showSignInCard(deps, requestId)
      if (actor.signer === null && (await isCardPosted(deps.db, requestId)))
        await noteWhereAsked(deps, run, { app: apps[app as AppId].name, stepKey, stood, requestId })
      return await remainingOf(deps, run, stepKey)
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/**
 * Everyone in a channel reads along, so it gets a sentence and no link. In the caller's own chat an edited card notifies nobody: a run
 * that joined others on it says so. Once for each wait, however often this activity is tried.
 */
async function noteWhereAsked(
  { db, messenger }: ActivityDeps,
  { id, caller, conversationId, profile, recipe }: Run,
  { app, stepKey, stood, requestId }: { app: string; stepKey: string; stood: boolean; requestId: string },
): Promise<void> {
  const conversation = await findConversation(db, conversationId)
  if (!conversation) return
  const isPersonal = conversation.kind === 'personal'
  if (isPersonal && !(stood && (await countOpenWaits(db, requestId)) > 1)) return
  const isFirst = await claimOnce(db, { purpose: 'signInNote', key: [id, stepKey, requestId], tenantId: caller.tenantId })
  if (!isFirst) return
  const note = isPersonal ? sameSignInNote({ title: titleOf(recipe), app }) : channelSignInNote({ name: profile.name, app })
  await messenger.post(conversationId, note)
}
