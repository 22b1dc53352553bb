// Shows a sign-in request's one card, rendered from rows: posted in the caller's own chat, then edited in place.
import { apps, type AppId } from '../apps/index.js'
import { findConnection } from '../connections/access.js'
import { cardLater, cardShown, cardUndelivered, claimCard, type CardToShow } from '../connections/sign-in-card.js'
import { signInLink } from '../connections/sign-in-requests.js'
import { whySignIn } from '../connections/why-sign-in.js'
import type { WantedBy } from '../connections/want-sign-in.js'
import { claimOnce } from '../conversations/claim-once.js'
import { issueNonce } from '../conversations/nonces.js'
import { jointRunsOfRequest } from '../runs/joint-waits.js'
import { openWaitsOfRequest, waitsOfEndedRequest, type OpenWait } from '../runs/open-waits.js'
import { findAppConfiguration } from '../settings/app-configurations.js'
import { cannotMessageYet } from '../text/cards/cannot-message-yet.js'
import type { Again } from '../text/cards/run-again.js'
import { signInCard } from '../text/cards/sign-in-card.js'
import type { SignInRun } from '../text/cards/sign-in-run.js'
import { describeRun, describeSigning } from '../text/describe-run.js'
import type { Message } from '../text/message.js'
import { recipeTitle } from '../text/recipe-title.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { againOf } from './offer-again.js'
import { postToPerson } from './post-to-person.js'
import { showJointCard, type JointShown } from './show-joint-card.js'

export type CardDeps = Pick<ActivityDeps, 'db' | 'keys' | 'messenger' | 'publicUrl'>

/** Shows what is owed of the card, if anything. At least once: a copy does no harm, its buttons address rows. */
export async function showSignInCard(deps: CardDeps, requestId: string): Promise<void> {
  const card = await claimCard(deps.db, requestId)
  if (!card) return
  const runs = await (card.outcome === null ? openWaitsOfRequest : waitsOfEndedRequest)(deps.db, deps.keys, requestId)
  const joint = await showJointCards(deps, requestId)
  if (joint !== 'shown') {
    await (joint === 'later' ? cardLater(deps.db, requestId) : undelivered(deps, card, runs))
    return
  }
  const asked = whoAsked(card, runs)
  if (!asked || !hasOwnCard(card, runs)) {
    await cardShown(deps.db, card)
    return
  }
  await place(deps, card, { message: await render(deps, card, { asked, runs }), asked, runs })
}

/** Cards of runs that ask for this sign-in together with others. */
async function showJointCards(deps: CardDeps, requestId: string): Promise<JointShown> {
  const shown: JointShown[] = []
  for (const runId of await jointRunsOfRequest(deps.db, requestId)) shown.push(await showJointCard(deps, runId))
  return shown.find((one) => one !== 'shown') ?? 'shown'
}

/**
 * Connected before it was ever shown: nothing to ask and nothing to edit; but what is asked after a late sign-in is shown. A run that asks
 * for several in one card needs no other.
 */
function hasOwnCard({ activityId, outcome, wanted }: CardToShow, runs: readonly OpenWait[]): boolean {
  if (activityId !== null || runs.some(({ isStillAsked }) => isStillAsked)) return true
  return outcome === null && (wanted !== null || runs.some(({ isJoint }) => !isJoint))
}

/** The oldest run's caller, as Teams knew them then; without a run, whoever asked to connect. */
function whoAsked({ wanted }: CardToShow, [first]: readonly OpenWait[]): WantedBy | null {
  return first ?? wanted
}

interface Shown {
  readonly asked: WantedBy
  readonly runs: readonly OpenWait[]
}

async function place({ db, messenger }: CardDeps, card: CardToShow, { message, asked, runs }: Shown & { message: Message }): Promise<void> {
  if (card.conversationId !== null && card.activityId !== null) {
    const updated = await messenger.update(card.conversationId, card.activityId, message)
    if (updated === 'updated') {
      await cardShown(db, card)
      return
    }
  }
  const posted = await postToPerson({ messenger }, card.caller, asked, message)
  if (posted) {
    await cardShown(db, { ...card, ...posted })
    return
  }
  await undelivered({ db, messenger }, card, runs)
}

/** A run that asks for several sign-ins says it once. */
async function undelivered(
  { db, messenger }: Pick<CardDeps, 'db' | 'messenger'>,
  { requestId, caller }: CardToShow,
  runs: readonly OpenWait[],
): Promise<void> {
  const untold: OpenWait[] = []
  for (const run of runs) {
    const once = { purpose: 'cannotMessageYet', key: [run.runId], tenantId: caller.tenantId }
    if (!run.isJoint || (await claimOnce(db, once))) untold.push(run)
  }
  await tellWhereAsked({ messenger }, untold)
  await cardUndelivered(db, requestId)
}

type Messages = Pick<ActivityDeps, 'messenger'>

/** No chat is possible: each channel that a run was asked in says so, without a link. */
async function tellWhereAsked({ messenger }: Messages, runs: readonly OpenWait[]): Promise<void> {
  const channels = new Map(runs.filter((run) => run.conversationKind !== 'personal').map((run) => [run.conversationId, run]))
  for (const [conversationId, { profile, deadlineAt }] of channels) {
    await messenger.post(conversationId, cannotMessageYet({ name: profile.name, deadlineAt }))
  }
}

async function render({ db, keys, publicUrl }: CardDeps, card: CardToShow, { asked: { profile }, runs }: Shown): Promise<Message> {
  const { caller, configurationId, requestId } = card
  const configuration = await findAppConfiguration(db, configurationId)
  const connection =
    card.outcome === 'connected' ? await findConnection(db, { owner: { kind: 'personal', caller }, configurationId }) : null
  const why =
    card.outcome === null
      ? await whySignIn(db, { caller, configurationId, actedThrough: runs.flatMap(({ actedThrough }) => actedThrough) })
      : null
  return signInCard({
    state: card.outcome ?? 'waiting',
    app: configuration ? apps[configuration.app as AppId].name : configurationId,
    configurationLabel: configuration?.label ?? configurationId,
    profile,
    locale: profile.locale,
    link: signInLink(keys, publicUrl, requestId),
    ...(why !== null && { why }),
    ...(card.isMissed && { missed: { request: requestId } }),
    ...(card.wanted && { wantedUntil: new Date(card.wanted.until) }),
    ...(connection && {
      account: { name: connection.accountName, orgName: connection.orgName },
      notMine: {
        connection: connection.id,
        account: connection.accountKey,
        nonce: await issueNonce(db, { purpose: `notMyAccount:${connection.id}`, caller }),
      },
    }),
    again: await offeredAgain(db, card, runs),
    runs: await Promise.all(runs.map((run) => toCardRun(db, card, run))),
  })
}

/** A press on Cancel is answered by this card, so it offers what another end's own message does. */
async function offeredAgain(db: CardDeps['db'], { caller, outcome }: CardToShow, runs: readonly OpenWait[]): Promise<Again | null> {
  const [run, ...others] = runs
  if (outcome !== 'cancelled' || run?.outcome !== 'cancelled' || others.length > 0) return null
  return againOf(db, { id: run.runId, caller, params: run.params })
}

async function toCardRun(db: CardDeps['db'], { caller, requestId }: CardToShow, run: OpenWait): Promise<SignInRun> {
  const spec = recipeSpecs.find(({ name }) => name === run.recipe)
  if (!spec) throw new Error('A run waits whose recipe is gone.')
  return {
    runId: run.runId,
    request: requestId,
    title: recipeTitle(spec),
    sentence: run.signsFor === null ? describeRun(spec, run.params, run.profile.locale) : describeSigning(spec, run.signsFor),
    askedIn: { kind: run.conversationKind, name: run.conversationName ?? run.signsFor },
    deadlineAt: run.deadlineAt,
    mayDecline: run.mayDecline,
    beganAs: run.beganAs,
    stepsDone: run.stepsDone,
    isStillAsked: run.isStillAsked,
    outcome: run.outcome,
    cancelNonce: run.outcome === null ? await issueNonce(db, { purpose: 'cancelRun', caller }) : '',
  }
}
