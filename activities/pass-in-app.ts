// A question that somebody passed on is passed on in its app too, as whoever passed it: where that can't be done, their card says what is left to do.
import { ApplicationFailure } from '@temporalio/activity'
import { apps, type AppId } from '../apps/index.js'
import type { AnyAction, Reassignment } from '../apps/define-app.js'
import { AppError, AppUnavailable, RateLimited } from '../apps/errors.js'
import { findConnection } from '../connections/access.js'
import { findUsableAccess } from '../connections/usable-access.js'
import { listMovesOwed, noteMove, type MoveOwed } from '../runs/addressees.js'
import type { Ask } from '../runs/asks.js'
import type { Run } from '../runs/types.js'
import type { ActivityDeps } from './activity-deps.js'
import { identityOf, type Actor } from './actor.js'
import { isGivingUp } from './to-failure.js'
import { writeOnce } from './write-once.js'

/** The app's action for it, where it has one. */
const ACTION = 'reassign'

/** In the run's own activity. @throws AppUnavailable, RateLimited, RefreshUnderWay: it is tried again */
export async function passInApp(deps: ActivityDeps, run: Run, { waitId, question }: Ask): Promise<void> {
  const { settledBy } = question
  for (const owed of await listMovesOwed(deps.db, waitId)) {
    const isMoved =
      settledBy !== null && settledBy.app in apps && (await move(deps, run, { owed, appId: settledBy.app as AppId, id: settledBy.id }))
    await noteMove(deps.db, { id: owed.id, state: isMoved ? 'moved' : 'left' })
  }
}

interface Move {
  readonly owed: MoveOwed
  readonly appId: AppId
  /** The request's, as the app's own action gave it. */
  readonly id: string
}

async function move(deps: ActivityDeps, run: Run, asked: Move): Promise<boolean> {
  try {
    return await reassign(deps, run, asked)
  } catch (error) {
    const isForLater = error instanceof AppUnavailable || error instanceof RateLimited
    if (isForLater ? isGivingUp() : error instanceof AppError || isEnding(error)) return false
    throw error
  }
}

/** A sign-in that is gone by now, an outcome that nobody can tell: nobody is asked about it here. */
const isEnding = (error: unknown): boolean => error instanceof ApplicationFailure && error.nonRetryable === true

/** False where the app has no such action, or whoever passed it on has no connection that works. */
async function reassign(deps: ActivityDeps, run: Run, { owed, appId, id }: Move): Promise<boolean> {
  const action = (apps[appId].actions as Readonly<Record<string, AnyAction | undefined>>)[ACTION]
  // Their own right, by the row that says that they were asked and passed it on.
  const actor: Actor = { caller: owed.passer, profile: { ...owed.profile, locale: run.profile.locale }, signer: owed.id }
  const identity = identityOf(run, appId, actor)
  if (!action || !identity) return false
  const { configuration: configurationId } = identity
  const of = (caller: Actor['caller']) => ({ owner: { kind: 'personal' as const, caller }, configurationId, appName: apps[appId].name })
  const access = await findUsableAccess(deps, of(actor.caller))
  if (access.kind !== 'ready') return false
  const theirs = owed.to.caller && (await findConnection(deps.db, of(owed.to.caller)))
  const isOfOrg = theirs?.orgId === access.connection.orgId
  const { name, email } = owed.to
  const input: Reassignment = { id, to: { name, email, accountKey: isOfOrg ? theirs.accountKey : null } }
  const stepKey = `${appId}.${ACTION} ${owed.id}`
  await writeOnce(deps, { run, actor, stepKey, appId, actionName: ACTION, action, input, identity, access, signedInForIt: false })
  return true
}
