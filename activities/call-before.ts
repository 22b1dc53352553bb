// A call of a run that continues another: what the called run came to then. It is continued too, unless its failure was one that the recipe went on after.
import { findOutcome } from '../runs/close-run.js'
import type { Continues } from '../runs/continuable.js'
import { findRun } from '../runs/find-run.js'
import { haveSameIdentities } from '../runs/same-identities.js'
import type { Run, RunSettings } from '../runs/types.js'
import type { Ending } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { answerBefore } from './carry-over.js'
import { endOfCalled } from './end-of-called.js'
import { ending, tryLater } from './to-failure.js'

/** Undefined: there was none, or it never began. @throws as the call did, where the recipe went on after that */
export async function callBefore(
  deps: ActivityDeps,
  run: Run,
  stepKey: string,
): Promise<(Continues & Pick<RunSettings, 'identities'>) | undefined> {
  const before = await answerBefore(deps, run, { stepKey, isWrite: true })
  const { runId } = (before?.answer ?? {}) as { runId?: string }
  const called = runId === undefined ? null : await findRun(deps.db, deps.keys, runId)
  // One that ended with its caller before it began did nothing.
  if (!called || (called.endedAt !== null && called.temporalRunId === null)) return undefined
  if (called.endedAt === null) throw tryLater('The run that the earlier one called is still ending.', 1_000)
  const { settings } = called
  if (called.state === 'completed') return { run: called.id, isWhole: true, identities: settings.identities }
  if (called.state !== 'cancelled' && !(await endedItsCaller(deps, run, called))) {
    const { type, detail } = endOfCalled({
      state: called.state,
      outcome: await findOutcome(deps.db, deps.keys, called.id),
      recipe: called.recipe,
    })
    throw ending(type, detail)
  }
  return { run: called.id, identities: settings.identities }
}

/** Whether the run before ended with the failure of this call: then the call is what is carried out now. */
async function endedItsCaller({ db, keys }: ActivityDeps, run: Run, called: Run): Promise<boolean> {
  const before = run.settings.continues?.run ?? ''
  const outcome = (await findOutcome(db, keys, before)) as Partial<Ending> | null
  const end = endOfCalled({ state: called.state, outcome: await findOutcome(db, keys, called.id), recipe: called.recipe })
  return outcome?.failure?.type === end.type && outcome.failure.detail === end.detail
}

/** @throws CannotContinue where the called recipe acts as somebody else by now */
export function holdIdentities(before: Pick<RunSettings, 'identities'> | undefined, now: Pick<RunSettings, 'identities'>): void {
  if (before && !haveSameIdentities(before, now)) throw ending('CannotContinue', 'The recipe that is called acts as somebody else by now.')
}
