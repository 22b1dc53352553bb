// Starting a run: the committed row is the acceptance, the workflow follows it.
import { issueNonce } from '../conversations/nonces.js'
import type { Transaction } from '../database.js'
import { acceptRun } from '../runs/accept-run.js'
import { giveFiles } from '../runs/files-of-run.js'
import { runIdFor } from '../runs/run-id.js'
import { findWaitingTwin } from '../runs/waiting-twin.js'
import { snapshotSettings } from '../settings/snapshot.js'
import { countRunAccepted } from '../telemetry/metrics.js'
import { sinceArrival } from '../telemetry/traces.js'
import { startAcceptedRun, type RunToStart } from '../temporal/start-run.js'
import { twinWaiting } from '../text/cards/twin-waiting.js'
import { describeRun } from '../text/describe-run.js'
import type { Message } from '../text/message.js'
import { taken } from '../text/notes.js'
import { recipeTitle } from '../text/recipe-title.js'
import type { FileRef } from '../workflows/params.js'
import type { RecipeSpec } from '../workflows/recipe-spec.js'
import type { Asked } from './bot-deps.js'
import { fileParams } from './files/takes-file.js'
import { mayStart } from './may-start.js'
import type { Turn } from './turn.js'

export interface StartRequest {
  readonly spec: RecipeSpec
  /** Validated. */
  readonly params: Readonly<Record<string, unknown>>
  /** The Teams activity's id, or the form's nonce: the same trigger starts one run. */
  readonly trigger: string
  /** Where it answers; where it was asked for unless told. */
  readonly conversationId?: string
  /** `start`: the person knows that an identical run is waiting. */
  readonly twin: 'ask' | 'start'
}

export type Start =
  | { readonly kind: 'accepted'; readonly run: RunToStart }
  | { readonly kind: 'refused'; readonly message: Message }
  | { readonly kind: 'twin'; readonly message: Message }
  /** Accepted before, by the same trigger: nothing is said. */
  | { readonly kind: 'duplicate' }

/** Decides on a start within `tx`; after its commit nothing accepted may be lost. */
export async function decideStart(tx: Transaction, asked: Asked, request: StartRequest): Promise<Start> {
  const { deps, asker, activity } = asked
  const { spec, params, trigger, twin, conversationId = activity.conversation.id } = request
  const allowed = await mayStart(tx, asked, spec)
  if (allowed.kind === 'no') return { kind: 'refused', message: allowed.message }
  const waiting = twin === 'ask' ? await findWaitingTwin(tx, deps.keys, { caller: asker.caller, recipe: spec.name, params }) : null
  if (waiting !== null) return { kind: 'twin', message: await askAboutTwin(tx, asked, { spec, params, run: waiting }) }
  const id = runIdFor(deps.keys, { recipe: spec.name, tenantId: asker.caller.tenantId, conversationId, trigger })
  const settings = snapshotSettings(spec, allowed.settings)
  const run: RunToStart = { id, recipe: spec.name, caller: asker.caller, profile: asker.profile, params, settings }
  const accepted = await acceptRun(tx, deps.keys, {
    ...run,
    conversationId,
    // A button that was pressed elsewhere is no message of that conversation.
    ...(conversationId === activity.conversation.id && { replyToId: activity.id }),
  })
  if (accepted === 'duplicate') return { kind: 'duplicate' }
  await giveFiles(tx, { runId: id, caller: asker.caller, ids: fileIds(spec, params) })
  return { kind: 'accepted', run }
}

const fileIds = (spec: RecipeSpec, params: StartRequest['params']): string[] =>
  fileParams(spec).flatMap((key) => {
    const file = params[key] as FileRef | undefined
    return file ? [file.id] : []
  })

async function askAboutTwin(
  tx: Transaction,
  { asker }: Asked,
  { spec, params, run }: { spec: RecipeSpec; params: StartRequest['params']; run: string },
): Promise<Message> {
  const nonce = await issueNonce(tx, { purpose: `startAnother:${run}`, caller: asker.caller })
  return twinWaiting({ recipe: spec.name, title: recipeTitle(spec), sentence: describeRun(spec, params, asker.profile.locale), run, nonce })
}

/** Starts the workflow of an accepted run, and says so only where it has to wait for Temporal: the run speaks for itself. */
export async function startAccepted({ deps }: Asked, turn: Turn, { run, spec }: { run: RunToStart; spec: RecipeSpec }): Promise<void> {
  const { temporal: client, db, keys, log, taskQueue } = deps
  countRunAccepted(spec.name)
  sinceArrival(run.id, 'Accept the run')
  const [started] = await Promise.all([
    startAcceptedRun({ client, db, keys, log, ...(taskQueue !== undefined && { taskQueue }) }, run),
    turn.typing(),
  ])
  log.info({ runId: run.id, recipe: spec.name, started }, 'A run was accepted.')
  if (started === 'owed') await turn.reply(taken({ title: recipeTitle(spec) }))
}
