// Shows the one card of several sign-ins that a run asks for, rendered from rows: posted in the caller's own chat, then edited in place.
import { apps, type AppId } from '../apps/index.js'
import { findConnection } from '../connections/access.js'
import { claimJointCard, jointCardShown } from '../connections/joint-sign-ins.js'
import { signInLink } from '../connections/sign-in-requests.js'
import { whySignIn } from '../connections/why-sign-in.js'
import { findConversation } from '../conversations/find-conversation.js'
import { issueNonce } from '../conversations/nonces.js'
import { findRun } from '../runs/find-run.js'
import { jointWaitsOfRun, type JointWait } from '../runs/joint-waits.js'
import type { Run } from '../runs/types.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { jointSignInCard, type JointSignIn } from '../text/cards/joint-sign-in-card.js'
import { describeRun } from '../text/describe-run.js'
import type { Message } from '../text/message.js'
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { againOf } from './offer-again.js'
import { postToPerson } from './post-to-person.js'
import type { CardDeps } from './show-sign-in-card.js'

/** `later`: somebody else is at it, and may have read the rows before they changed. `unreachable`: no chat with the caller is possible. */
export type JointShown = 'shown' | 'later' | 'unreachable'

/** At least once: a copy does no harm, its buttons address rows. */
export async function showJointCard(deps: CardDeps, runId: string): Promise<JointShown> {
  const { db, keys, messenger } = deps
  const card = await claimJointCard(db, runId)
  if (!card) return 'later'
  const run = await findRun(db, keys, runId)
  if (!run) throw new Error('A card of several sign-ins has no run.')
  const waits = await jointWaitsOfRun(db, runId)
  const shownAs = JSON.stringify(waits)
  const isNeverShown = card.activityId === null && !waits.some(({ wait }) => wait?.outcome === null)
  if (isNeverShown || (card.activityId !== null && card.shownAs === shownAs)) {
    await jointCardShown(db, runId, card)
    return 'shown'
  }
  const message = await render(deps, run, waits)
  if (card.conversationId !== null && card.activityId !== null) {
    if ((await messenger.update(card.conversationId, card.activityId, message)) === 'updated') {
      await jointCardShown(db, runId, { ...card, shownAs })
      return 'shown'
    }
  }
  const posted = await postToPerson(deps, run.caller, run, message)
  await jointCardShown(db, runId, posted ? { ...posted, shownAs } : { shownAs: null, conversationId: null, activityId: null })
  return posted ? 'shown' : 'unreachable'
}

async function render(deps: CardDeps, run: Run, waits: readonly JointWait[]): Promise<Message> {
  const { db } = deps
  const { id, recipe, params, profile, caller, conversationId } = run
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  if (!spec) throw new Error('A run waits whose recipe is gone.')
  const conversation = await findConversation(db, conversationId)
  const open = waits.flatMap(({ wait }) => (wait?.outcome === null ? wait.deadlineAt : []))
  const isCancelled = waits.some(({ wait }) => wait?.outcome === 'cancelled')
  return jointSignInCard({
    runId: id,
    title: recipeTitle(spec),
    sentence: describeRun(spec, params, profile.locale),
    askedIn: { kind: conversation?.kind ?? 'personal', name: conversation?.name ?? null },
    ...{ profile, locale: profile.locale },
    deadlineAt: open.reduce<Date | null>((earliest, one) => (earliest === null || one < earliest ? one : earliest), null),
    signIns: await Promise.all(waits.map((wait) => toSignIn(deps, run, wait))),
    cancelNonce: open.length > 0 ? await issueNonce(db, { purpose: 'cancelRun', caller }) : '',
    again: isCancelled && open.length === 0 ? await againOf(db, run) : null,
  })
}

async function toSignIn({ db, keys, publicUrl }: CardDeps, { caller, settings }: Run, { app, wait }: JointWait): Promise<JointSignIn> {
  const configurationId = settings.identities[app]?.configuration ?? ''
  const configuration = await findAppConfiguration(db, configurationId)
  const isWaiting = wait?.outcome === null && !wait.isStillAsked
  const state = isWaiting ? 'waiting' : (wait?.outcome ?? 'connected')
  const connection = state === 'connected' ? await findConnection(db, { owner: { kind: 'personal', caller }, configurationId }) : null
  const why = isWaiting ? await whySignIn(db, { caller, configurationId, actedThrough: [] }) : null
  return {
    app: apps[app as AppId].name,
    configurationLabel: configuration?.label ?? configurationId,
    state,
    mayDecline: wait?.mayDecline ?? false,
    ...(why !== null && { why }),
    ...(isWaiting && wait.isMissed && { missed: { request: wait.requestId } }),
    ...(isWaiting && {
      asked: {
        request: wait.requestId,
        link: signInLink(keys, publicUrl, wait.requestId),
        nonce: await issueNonce(db, { purpose: 'cancelRun', caller }),
      },
    }),
    ...(connection && { account: { name: connection.accountName, orgName: connection.orgName } }),
    ...(connection &&
      wait && {
        notMine: {
          connection: connection.id,
          account: connection.accountKey,
          nonce: await issueNonce(db, { purpose: `notMyAccount:${connection.id}`, caller }),
        },
      }),
  }
}
