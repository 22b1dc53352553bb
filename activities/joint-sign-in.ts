// Several sign-ins that a run asks for in one card before its first step: which are missing, and the asking.
import { ApplicationFailure } from '@temporalio/activity'
import { apps, type AppId } from '../apps/index.js'
import { isAskedJointly, openJointSignIn } from '../connections/joint-sign-ins.js'
import { claimOnce } from '../conversations/claim-once.js'
import { findConversation } from '../conversations/find-conversation.js'
import { setRunState } from '../runs/set-run-state.js'
import type { Run } from '../runs/types.js'
import { formatList } from '../text/format.js'
import { phrase } from '../text/markdown.js'
import { channelSignInNote } from '../text/notes.js'
import type { SignInRequest, SignInWait, SignInsCall } from '../workflows/activity-types.js'
import type { StepFailure } from '../workflows/failures.js'
import type { ActivityDeps } from './activity-deps.js'
import { findActor } from './actor.js'
import { answerAhead } from './ask-ahead.js'
import { openSignIn, remainingOf } from './open-sign-in.js'
import { createRequestSignIn } from './request-sign-in.js'
import { endUnlessConnected } from './run-step.js'
import { showSignInCard } from './show-sign-in-card.js'
import { thisRun, thisRunId } from './this-run.js'
import { toFailure } from './to-failure.js'

/** Gives those that are still to come. @throws SignInDeclined or SignInExpired of one that the recipe can't go on without */
export function createMissingSignIns(deps: ActivityDeps) {
  return async ({ waits }: SignInsCall): Promise<readonly SignInWait[]> => {
    try {
      const missing = (await Promise.all(waits.map(async (wait) => ((await isMissing(deps, wait)) ? [wait] : [])))).flat()
      if (missing.length === 0) await setRunState(deps.db, thisRunId(), 'running')
      return missing
    } catch (error) {
      throw toFailure(error)
    }
  }
}

async function isMissing(deps: ActivityDeps, wait: SignInWait): Promise<boolean> {
  try {
    const answer = await answerAhead(deps, wait)
    if (!wait.mayDecline) endUnlessConnected(wait.app as AppId, answer)
    return false
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === ('SignInRequired' satisfies StepFailure)) return true
    throw error
  }
}

/** One that is missing alone gets the card that a step would get. Gives the time until the first of them ends. */
export function createRequestSignIns(deps: ActivityDeps) {
  const requestSignIn = createRequestSignIn(deps)
  return async ({ waits, apps: all }: SignInsCall): Promise<SignInRequest> => {
    try {
      const run = await thisRun(deps)
      const [only, ...others] = waits
      if (only && others.length === 0 && !(await isAskedJointly(deps.db, run.id))) return await requestSignIn(only)
      await openJointSignIn(deps.db, { runId: run.id, apps: all.filter((app) => run.settings.identities[app]?.mode === 'personal') })
      const actor = await findActor(deps, run, undefined)
      const asked: SignInWait[] = []
      const requests: string[] = []
      for (const wait of waits) {
        const opened = await openSignIn(deps, run, { wait, actor, isJoint: true })
        if (opened) asked.push(wait)
        if (opened && !opened.isStillAsked) requests.push(opened.requestId)
      }
      for (const request of requests) await showSignInCard(deps, request)
      if (requests.length > 0) await noteInChannel(deps, run, asked)
      return soonest(await Promise.all(asked.map(({ stepKey }) => remainingOf(deps, run, stepKey))))
    } catch (error) {
      throw toFailure(error)
    }
  }
}

/** Everyone in a channel reads along, so it gets a sentence and no link. Once a run. */
async function noteInChannel(
  { db, messenger }: ActivityDeps,
  { id, caller, conversationId, profile }: Run,
  waits: readonly SignInWait[],
): Promise<void> {
  const conversation = await findConversation(db, conversationId)
  if (!conversation || conversation.kind === 'personal') return
  const isFirst = await claimOnce(db, { purpose: 'signInNote', key: [id, 'joint'], tenantId: caller.tenantId })
  if (!isFirst) return
  const names = waits.map(({ app }) => phrase`${apps[app as AppId].name}`)
  await messenger.post(conversationId, channelSignInNote({ name: profile.name, app: formatList(names) }))
}

/** `connected` where one of them is answered already, or none is asked: then they are looked at again at once. */
function soonest(requests: readonly SignInRequest[]): SignInRequest {
  const waiting = requests.filter((one) => one.kind === 'waiting').sort((one, other) => one.remainingMs - other.remainingMs)
  const [first] = waiting
  return first && waiting.length === requests.length ? first : { kind: 'connected' }
}
