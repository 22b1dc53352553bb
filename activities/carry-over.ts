// A run that continues another begins with what that one finished: carried over once, before its first step, and answered to each step that asks.
import { Context } from '@temporalio/activity'
import type { AppErrorKind } from '../apps/errors.js'
import { carryEffects } from '../runs/carry-effects.js'
import { isCarried, isWriteLeft, listCarried, lockUncarried, saveCarried, takeCarried } from '../runs/carried.js'
import { findOutcome } from '../runs/close-run.js'
import { listEffects } from '../runs/effects.js'
import { findRun } from '../runs/find-run.js'
import type { Run } from '../runs/types.js'
import type { Ending } from '../workflows/activity-types.js'
import type { ActivityDeps } from './activity-deps.js'
import { carriedOf } from './carried-of.js'
import { ending, tryLater } from './to-failure.js'

/** So many, a second apart: by then what other items of a loop have under way has come to its steps. */
const TRIES = 10

interface StepToTake {
  readonly stepKey: string
  /** It may change something: a write in an app, or a run that is called. */
  readonly isWrite: boolean
}

/**
 * What this step gave in the run before, or undefined: it is carried out. For a run that continues nothing that costs nothing.
 * @throws what it threw then, where its recipe caught that; CannotContinue where the recipe's code goes another way than it did
 */
export async function answerBefore(
  deps: ActivityDeps,
  run: Run,
  { stepKey, isWrite }: StepToTake,
): Promise<{ readonly answer: unknown } | undefined> {
  if (!run.settings.continues) return undefined
  await carryOver(deps, run)
  const carried = await takeCarried(deps.db, deps.keys, { runId: run.id, stepKey })
  switch (carried?.kind) {
    case 'done':
      return { answer: carried.answer }
    case 'refused':
      throw ending(carried.answer.type as AppErrorKind, carried.answer.detail)
    case 'open':
      return undefined
    case undefined:
      if (isWrite) await refuseAnotherWay(deps, run)
      return undefined
  }
}

/**
 * A write that the earlier run never came to, while some that it did haven't been asked for: the recipe's code was changed, and this may be one
 * of them under another key.
 */
async function refuseAnotherWay({ db }: ActivityDeps, run: Run): Promise<void> {
  if (!(await isWriteLeft(db, run.id))) return
  if (Context.current().info.attempt < TRIES) throw tryLater('Steps that the earlier run finished have not been asked for yet.', 1_000)
  throw ending('CannotContinue', 'The recipe goes another way than it did when the earlier run finished its steps.')
}

async function carryOver(deps: ActivityDeps, { id: runId, settings, caller }: Run): Promise<void> {
  const { db, keys } = deps
  if (!settings.continues || (await isCarried(db, runId))) return
  const before = await findRun(db, keys, settings.continues.run)
  if (before?.caller.aadObjectId !== caller.aadObjectId || before.endedAt === null)
    throw ending('CannotContinue', 'The run that it continues is not there.')
  const past = before.temporalRunId === null ? [] : await deps.readPastSteps({ id: before.id, temporalRunId: before.temporalRunId })
  if (past === null) throw ending('CannotContinue', 'What the earlier run read is not kept any more.')
  await db.transaction(async (tx) => {
    if (!(await lockUncarried(tx, runId))) return
    const outcome = (await findOutcome(tx, keys, before.id)) as Partial<Ending> | null
    await carryEffects(tx, keys, { from: before.id, to: runId })
    const steps = carriedOf({
      ...{ past, failure: outcome?.failure ?? null, effects: await listEffects(tx, keys, runId) },
      earlier: await listCarried(tx, keys, before.id),
    })
    await saveCarried(tx, keys, { runId, steps })
  })
}
