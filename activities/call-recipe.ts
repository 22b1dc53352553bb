// A recipe that calls another: the called run's row is accepted, once for a step, with its own settings; and how it ended is read from it.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import { acceptRun } from '../runs/accept-run.js'
import { findCalledRun, findEndOfCalled, lockCallingRun } from '../runs/called-runs.js'
import { passOnFiles } from '../runs/files-of-run.js'
import { runIdFor } from '../runs/run-id.js'
import type { Run, RunState } from '../runs/types.js'
import { mayRun } from '../settings/may-run.js'
import { settingsToStart } from '../settings/recipe-settings.js'
import { snapshotSettings } from '../settings/snapshot.js'
import { countRunAccepted } from '../telemetry/metrics.js'
import type { AcceptedCall, EndedCall, Ending, RecipeCall } from '../workflows/activity-types.js'
import type { StepFailure } from '../workflows/failures.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import { inWords } from '../workflows/words.js'
import type { ActivityDeps } from './activity-deps.js'
import { whilePaused } from './paused.js'
import { thisRun } from './this-run.js'
import { ending, toFailure } from './to-failure.js'

/** A recipe that calls itself without end is stopped here. */
const DEEPEST = 5

export function createAcceptCall(deps: ActivityDeps) {
  return async (call: RecipeCall): Promise<AcceptedCall> => {
    try {
      const run = await thisRun(deps)
      const spec = recipeSpecs.find(({ name }) => name === call.recipe)
      if (!spec) throw ending('RecipeError', `There is no recipe "${call.recipe}" to call.`)
      const depth = (run.settings.calledBy?.depth ?? 0) + 1
      if (depth > DEEPEST) throw ending('RecipeError', `Recipes call each other ${String(DEEPEST)} deep at most.`)
      const accepted = await deps.db.transaction((tx) => acceptOnce(tx, deps, { run, spec, call, depth }))
      switch (accepted.kind) {
        case 'accepted':
          return { runId: accepted.runId }
        case 'cancelled':
          throw ending('RunCancelled', 'The caller cancelled the run.')
        case 'paused':
          throw whilePaused()
        case 'refused':
          throw ending('CallRefused', `${run.profile.name} may not run "${spec.command}".`)
      }
    } catch (error) {
      throw toFailure(error)
    }
  }
}

type Accepted = { readonly kind: 'accepted'; readonly runId: string } | { readonly kind: 'cancelled' | 'paused' | 'refused' }

/** What holds at a command holds here too: who may run it, the switch, the pause. What was accepted before stays accepted. */
async function acceptOnce(
  tx: Transaction,
  { keys, sandbox }: ActivityDeps,
  { run, spec, call, depth }: { run: Run; spec: RecipeSpec; call: RecipeCall; depth: number },
): Promise<Accepted> {
  const { isCancelAsked } = await lockCallingRun(tx, run.id)
  const found = await findCalledRun(tx, { runId: run.id, stepKey: call.stepKey })
  if (found) return { kind: 'accepted', runId: found.id }
  if (isCancelAsked) return { kind: 'cancelled' }
  const { settings, isPaused } = await settingsToStart(tx, spec, { sandbox })
  const why = mayRun(settings, run.caller)
  if (why !== 'yes') {
    await recordAudit(tx, { event: 'run.refused', caller: run.caller, detail: { recipe: spec.name, why } })
    return { kind: 'refused' }
  }
  if (isPaused) return { kind: 'paused' }
  const { tenantId } = run.caller
  const runId = runIdFor(keys, { recipe: spec.name, tenantId, conversationId: run.id, trigger: call.stepKey })
  await acceptRun(tx, keys, {
    ...{ id: runId, recipe: spec.name, caller: run.caller, profile: run.profile, conversationId: run.conversationId, params: call.params },
    settings: { ...snapshotSettings(spec, settings), calledBy: { run: run.id, step: call.stepKey, depth } },
  })
  await passOnFiles(tx, { from: run.id, to: runId })
  countRunAccepted(spec.name)
  return { kind: 'accepted', runId }
}

/** Which failure of the calling run each ending of a called one is: as if the step had been its own. */
const failures: Readonly<Partial<Record<RunState, StepFailure>>> = {
  declined: 'SignInDeclined',
  expired: 'SignInExpired',
  cancelled: 'RunCancelled',
}

export function createEndOfCall(deps: ActivityDeps) {
  return async ({ stepKey, recipe }: Pick<RecipeCall, 'stepKey' | 'recipe'>): Promise<EndedCall> => {
    try {
      const run = await thisRun(deps)
      const ended = await findEndOfCalled(deps.db, deps.keys, { runId: run.id, stepKey })
      if (ended?.state === 'completed') return { kind: 'completed' }
      const { failure } = (ended?.outcome ?? {}) as Partial<Ending>
      const type = (ended && failures[ended.state]) ?? failure?.type ?? 'RecipeError'
      return {
        kind: 'failed',
        type,
        detail: failure?.detail ?? `The called run of "${inWords(recipe)}" ended as ${ended?.state ?? 'lost'}.`,
      }
    } catch (error) {
      throw toFailure(error)
    }
  }
}
