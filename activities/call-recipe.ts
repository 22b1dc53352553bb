// A recipe that calls another: the called run's row is accepted, once for a step, with its own settings; and how it ended is read from it.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import { acceptRun } from '../runs/accept-run.js'
import { findCalledRun, findEndOfCalled, lockCallingRun } from '../runs/called-runs.js'
import { passOnFiles } from '../runs/files-of-run.js'
import { runIdFor } from '../runs/run-id.js'
import type { Continues } from '../runs/continuable.js'
import type { Run } from '../runs/types.js'
import { mayRun } from '../settings/may-run.js'
import { settingsToStart } from '../settings/recipe-settings.js'
import { snapshotSettings } from '../settings/snapshot.js'
import { countRunAccepted } from '../telemetry/metrics.js'
import type { AcceptedCall, EndedCall, RecipeCall } from '../workflows/activity-types.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import { recipeSpecs } from '../workflows/recipes/index.js'
import type { ActivityDeps } from './activity-deps.js'
import { callBefore, holdIdentities } from './call-before.js'
import { endOfCalled } from './end-of-called.js'
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
      const before = await callBefore(deps, run, call.stepKey)
      const accepted = await deps.db.transaction((tx) => acceptOnce(tx, deps, { run, spec, call, depth, before }))
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
  { run, spec, call, depth, before }: { run: Run; spec: RecipeSpec; call: RecipeCall; depth: number; before: Before },
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
  const snapshot = snapshotSettings(spec, settings)
  holdIdentities(before, snapshot)
  await acceptRun(tx, keys, {
    ...{ id: runId, recipe: spec.name, caller: run.caller, profile: run.profile, conversationId: run.conversationId, params: call.params },
    settings: { ...snapshot, calledBy: { run: run.id, step: call.stepKey, depth }, ...continuesOf(before) },
  })
  await passOnFiles(tx, { from: run.id, to: runId })
  countRunAccepted(spec.name)
  return { kind: 'accepted', runId }
}

type Before = Awaited<ReturnType<typeof callBefore>>

function continuesOf(before: Before): { readonly continues?: Continues } {
  if (!before) return {}
  return { continues: { run: before.run, ...(before.isWhole && { isWhole: true }) } }
}

export function createEndOfCall(deps: ActivityDeps) {
  return async ({ stepKey, recipe }: Pick<RecipeCall, 'stepKey' | 'recipe'>): Promise<EndedCall> => {
    try {
      const run = await thisRun(deps)
      const ended = await findEndOfCalled(deps.db, deps.keys, { runId: run.id, stepKey })
      if (ended?.state === 'completed') return { kind: 'completed' }
      return { kind: 'failed', ...endOfCalled({ state: ended?.state, outcome: ended?.outcome, recipe }) }
    } catch (error) {
      throw toFailure(error)
    }
  }
}
