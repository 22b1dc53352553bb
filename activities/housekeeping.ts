// Housekeeping: what rows and Temporal say of a run is brought together, its caller is told, and old rows go.
import { forgetOldDisconnects } from '../connections/disconnect-card.js'
import { findIdleRequests, forgetDoneRevocations, forgetOldAttempts } from '../connections/forget-old.js'
import { forgetOldSharedAttempts } from '../connections/shared-attempts.js'
import { releaseRequest } from '../connections/sign-in-requests.js'
import { forgetOldNonces } from '../conversations/nonces.js'
import type { Transaction } from '../database.js'
import { describeError } from '../log.js'
import { forgetOldFiles } from '../runs/files-of-run.js'
import { findRun } from '../runs/find-run.js'
import { listEndedThatWait, listOpenRuns, listUnposted, type OpenRun } from '../runs/open-runs.js'
import { forgetFormerClients } from '../settings/former-clients.js'
import type { ExecutionState } from '../temporal/find-execution.js'
import type { HousekeepingCursor } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { postEnding, settleLeftWaits } from './close-and-post.js'
import { endAged, endDepartures, type AgeingDeps } from './housekeeping-of-people.js'
import { reconcileRun } from './housekeeping-of-run.js'
import { orLater } from './or-later.js'
import { toFailure } from './to-failure.js'
import { warnOfEnds } from './warn-of-ends.js'

export interface HousekeepingDeps extends ActivityDeps, AgeingDeps {
  readonly findExecution: (run: { readonly id: string; readonly temporalRunId: string | null }) => Promise<ExecutionState>
  /** What else deletes its own old rows. */
  readonly alsoForget: readonly ((tx: Transaction) => Promise<void>)[]
}

const BATCH = 100
/** Describing a run is a request to Temporal. */
const AT_ONCE = 10
/** So many runs missing at once is a wrong Temporal, not a loss. */
const TOO_MANY_MISSING = 20

export function createKeepHouse(deps: HousekeepingDeps) {
  return async ({ after }: { after: HousekeepingCursor | null }): Promise<HousekeepingCursor | null> => {
    try {
      if (after === null) await tidyUp(deps)
      const runs = await listOpenRuns(deps.db, { after, limit: BATCH })
      const states = await executionsOf(deps, runs)
      const missing = runs.filter((run) => run.temporalRunId !== null && states.get(run.id)?.kind === 'missing')
      if (missing.length >= TOO_MANY_MISSING) {
        deps.log.error({ code: 'WB-HOUSE-002', runs: missing.length }, 'Temporal knows none of many open runs; nothing was closed.')
        return null
      }
      for (const run of runs) await withoutFailing(deps, run.id, () => reconcileRun(deps, run, states.get(run.id)))
      const last = runs.length < BATCH ? undefined : runs.at(-1)
      return last ? { acceptedAt: last.acceptedAt, id: last.id } : null
    } catch (error) {
      throw toFailure(error)
    }
  }
}

async function executionsOf({ findExecution }: HousekeepingDeps, runs: readonly OpenRun[]): Promise<ReadonlyMap<string, ExecutionState>> {
  const found = new Map<string, ExecutionState>()
  for (let from = 0; from < runs.length; from += AT_ONCE) {
    await Promise.all(
      runs.slice(from, from + AT_ONCE).map(async (run) => {
        found.set(run.id, await findExecution(run))
      }),
    )
  }
  return found
}

/** What is looked at once a round, not once a batch. */
async function tidyUp(deps: HousekeepingDeps): Promise<void> {
  const { db } = deps
  const forgetAll = [
    forgetOldNonces,
    forgetOldAttempts,
    forgetOldSharedAttempts,
    forgetDoneRevocations,
    forgetOldDisconnects,
    forgetOldFiles,
    forgetFormerClients,
  ].map((forget) => async () => {
    while ((await forget(db)) > 0);
  })
  const duties = [
    ...forgetAll,
    ...deps.alsoForget.map((forget) => () => forget(db)),
    ...[endDepartures, endAged, warnOfEnds, settleEndedThatWait, endIdleRequests, postUnposted].map((duty) => () => duty(deps)),
  ]
  for (const duty of duties) await orLater(deps.log, duty)
}

async function settleEndedThatWait(deps: HousekeepingDeps): Promise<void> {
  for (const runId of await listEndedThatWait(deps.db, BATCH)) await withoutFailing(deps, runId, () => settleLeftWaits(deps, runId))
}

async function endIdleRequests({ db, log }: HousekeepingDeps): Promise<void> {
  for (const { id, wasWanted } of await findIdleRequests(db))
    await orLater(log, () => db.transaction((tx) => releaseRequest(tx, id, wasWanted ? 'expired' : 'cancelled')))
}

async function postUnposted(deps: HousekeepingDeps): Promise<void> {
  const { db, keys, findExecution } = deps
  for (const { id, temporalRunId } of await listUnposted(db, BATCH)) {
    await withoutFailing(deps, id, async () => {
      // Its own finish is still trying.
      if ((await findExecution({ id, temporalRunId })).kind === 'open') return
      const run = await findRun(db, keys, id)
      if (run) await postEnding(deps, run)
    })
  }
}

/** One run that can't be put right must not keep the others from it. */
async function withoutFailing({ log }: HousekeepingDeps, runId: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    log.warn(
      { code: 'WB-HOUSE-001', runId, err: describeError(error) },
      "Housekeeping couldn't put a run right; it tries again in an hour.",
    )
  })
}
