// Asks the caller to sign in: the wait's row first, then one more look at the connection, then the card.
import { apps, type AppId } from '../apps/index.js'
import { findAccess, findConnection } from '../connections/access.js'
import { isCardPosted } from '../connections/sign-in-card.js'
import { lockRequestsOfRun, openSignInRequest, releaseRequest } from '../connections/sign-in-requests.js'
import { claimOnce } from '../conversations/claim-once.js'
import { findConversation } from '../conversations/find-conversation.js'
import type { Transaction } from '../database.js'
import { isCancelAsked } from '../runs/cancel-run.js'
import { findStepWait, openWait } from '../runs/open-wait.js'
import { countOpenWaits } from '../runs/open-waits.js'
import { isRunsAccount } from '../runs/pinned-account.js'
import { setRunState } from '../runs/set-run-state.js'
import { settleOwnWait } from '../runs/settle-waits.js'
import type { Run } from '../runs/types.js'
import { channelSignInNote, sameSignInNote } from '../text/notes.js'
import { recipeTitle } from '../text/recipe-title.js'
import type { SignInRequest, SignInWait } from '../workflows/activity-types.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { findActor, type Actor } from './actor.js'
import { showSignInCard } from './show-sign-in-card.js'
import { thisRun } from './this-run.js'
import { ending, toFailure } from './to-failure.js'

export function createRequestSignIn(deps: ActivityDeps) {
  return async ({ app, stepKey, mayDecline = false, as }: SignInWait): Promise<SignInRequest> => {
    try {
      const run = await thisRun(deps)
      const appId = app as AppId
      const configurationId = run.settings.identities[appId]?.configuration
      if (configurationId === undefined) throw ending('RecipeError', `This run has no identity for ${app}.`)
      const actor = await findActor(deps, run, as)
      const opened = await deps.db.transaction((tx) => openOnce(tx, run, { actor, stepKey, configurationId, mayDecline }))
      if (await cancelledMeanwhile(deps, run, { stepKey, ...opened })) return { kind: 'connected' }
      if (await connectedMeanwhile(deps, run, { app, actor, stepKey, configurationId, ...opened })) return { kind: 'connected' }
      if (opened.isStillAsked) return await remaining(deps, run, stepKey)
      const stood = await isCardPosted(deps.db, opened.requestId)
      await showSignInCard(deps, opened.requestId)
      if (actor.signer === null && (await isCardPosted(deps.db, opened.requestId)))
        await noteWhereAsked(deps, run, { app: apps[appId].name, stepKey, stood, ...opened })
      return await remaining(deps, run, stepKey)
    } catch (error) {
      throw toFailure(error)
    }
  }
}

interface Opened {
  readonly requestId: string
  /** It waited already, for so long that its caller is asked whether it should still be done. */
  readonly isStillAsked: boolean
}
interface Asked {
  readonly actor: Actor
  readonly stepKey: string
  readonly configurationId: string
}

/** The request's row is locked from here to the commit, so no callback can end it between its check and our wait. */
async function openOnce(
  tx: Transaction,
  { id, settings }: Run,
  { actor: { caller, profile, signer }, stepKey, configurationId, mayDecline }: Asked & { mayDecline: boolean },
): Promise<Opened> {
  const existing = await findStepWait(tx, id, stepKey)
  if (existing?.outcome === null) return { requestId: existing.signInRequestId, isStillAsked: existing.isStillAsked }
  const request = await openSignInRequest(tx, { caller, configurationId })
  const connection = await findConnection(tx, { owner: { kind: 'personal', caller }, configurationId })
  await openWait(tx, {
    runId: id,
    stepKey,
    caller,
    signInRequestId: request.id,
    versionSeen: connection?.version ?? null,
    hours: settings.signInHours,
    timeZone: profile.timeZone,
    mayDecline,
    signer,
  })
  await setRunState(tx, id, 'waiting_sign_in')
  return { requestId: request.id, isStillAsked: false }
}

/** A Cancel that came between the step's failure and our wait found no wait to end. The step is tried again, and says so. */
async function cancelledMeanwhile(
  { db }: ActivityDeps,
  { id }: Run,
  { stepKey, requestId }: Pick<Opened, 'requestId'> & Pick<Asked, 'stepKey'>,
): Promise<boolean> {
  if (!(await isCancelAsked(db, id))) return false
  await db.transaction(async (tx) => {
    await lockRequestsOfRun(tx, id)
    await settleOwnWait(tx, { runId: id, stepKey, outcome: 'cancelled', onlyIf: 'open' })
    await releaseRequest(tx, requestId, 'cancelled')
  })
  return true
}

/** A sign-in that was completed between the step's failure and our wait would never end that wait. Asked at every try: the first may have been killed. */
async function connectedMeanwhile(
  { db, unseal }: ActivityDeps,
  { id }: Run,
  { app, actor: { caller, signer }, stepKey, configurationId, requestId }: Asked & Opened & { readonly app: string },
): Promise<boolean> {
  const access = await findAccess({ tx: db, unseal }, { owner: { kind: 'personal', caller }, configurationId })
  if (access.kind !== 'ready') return false
  if (!(await isRunsAccount(db, { runId: id, app, stepKey, signer }, access.connection))) return false
  return db.transaction(async (tx) => {
    await lockRequestsOfRun(tx, id)
    // A sign-in of just now may have come so late that the caller is asked first.
    if ((await findStepWait(tx, id, stepKey))?.isStillAsked) return false
    await settleOwnWait(tx, { runId: id, stepKey, outcome: 'connected', onlyIf: 'open' })
    await releaseRequest(tx, requestId, 'connected')
    return true
  })
}

/**
 * Everyone in a channel reads along, so it gets a sentence and no link. In the caller's own chat an edited card notifies nobody: a run
 * that joined others on it says so. Once for each wait, however often this activity is tried.
 */
async function noteWhereAsked(
  { db, messenger }: ActivityDeps,
  { id, caller, conversationId, profile, recipe }: Run,
  { app, stepKey, stood, requestId }: Opened & { app: string; stepKey: string; stood: boolean },
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

function titleOf(recipe: string): string {
  const spec = recipeSpecs.find(({ name }) => name === recipe)
  return spec ? recipeTitle(spec) : recipe
}

async function remaining({ db }: ActivityDeps, { id }: Run, stepKey: string): Promise<SignInRequest> {
  const wait = await findStepWait(db, id, stepKey)
  if (!wait || wait.outcome !== null) return { kind: 'connected' }
  return { kind: 'waiting', remainingMs: Math.max(1, Math.ceil(wait.remainingMs)), until: wait.deadlineAt.toISOString() }
}
