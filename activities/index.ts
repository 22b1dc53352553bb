// Every activity by its name: the run's own, and one for each action of each app.
import { apps, type AppId } from '../apps/index.js'
import type { AnyAction } from '../apps/define-app.js'
import type { RunActivities, SystemActivities } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { createAsk } from './ask.js'
import { createAskAhead } from './ask-ahead.js'
import { createAskDecision } from './ask-decision.js'
import { createAcceptCall, createEndOfCall } from './call-recipe.js'
import { createChooseRecord } from './choose-record.js'
import { createDecideInPlace } from './decide-in-place.js'
import { createDrainRevocations } from './drain-revocations.js'
import { createEndDecision } from './end-decision.js'
import { createExpireSignIn } from './expire-sign-in.js'
import { createFinish } from './finish.js'
import { createKeepHouse, type HousekeepingDeps } from './housekeeping.js'
import { createMissingSignIns, createRequestSignIns } from './joint-sign-in.js'
import { createRequestSignIn } from './request-sign-in.js'
import { createStep } from './run-step.js'

export type { ActivityDeps, HousekeepingDeps }

/** What the worker registers. */
export function createActivities(deps: HousekeepingDeps): Record<string, (input: never) => Promise<unknown>> {
  const own: RunActivities & SystemActivities = {
    requestSignIn: createRequestSignIn(deps),
    askAhead: createAskAhead(deps),
    missingSignIns: createMissingSignIns(deps),
    requestSignIns: createRequestSignIns(deps),
    expireSignIn: createExpireSignIn(deps),
    askDecision: createAskDecision(deps),
    endDecision: createEndDecision(deps),
    acceptCall: createAcceptCall(deps),
    endOfCall: createEndOfCall(deps),
    ask: createAsk(deps),
    chooseRecord: createChooseRecord(deps),
    decideInPlace: createDecideInPlace(deps),
    finish: createFinish(deps),
    drainRevocations: createDrainRevocations(deps),
    keepHouse: createKeepHouse(deps),
  }
  const steps = Object.entries(apps).flatMap(([appId, { actions }]) =>
    Object.entries<AnyAction>(actions).map(
      ([name, action]) => [`${appId}.${name}`, createStep(deps, appId as AppId, name, action)] as const,
    ),
  )
  return { ...own, ...Object.fromEntries(steps) }
}
