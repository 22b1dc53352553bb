// Starts the run that continues one that has ended: for the same caller, by today's settings, and only as whom that one acted.
import type { Transaction } from '../../database.js'
import { acceptRun } from '../../runs/accept-run.js'
import { lockContinuable } from '../../runs/continuable.js'
import { passOnFiles } from '../../runs/files-of-run.js'
import { runIdFor } from '../../runs/run-id.js'
import { haveSameIdentities } from '../../runs/same-identities.js'
import type { Run } from '../../runs/types.js'
import { snapshotSettings } from '../../settings/snapshot.js'
import type { RunToStart } from '../../temporal/start-run.js'
import { cannotContinue } from '../../text/notes.js'
import type { RecipeSpec } from '../../workflows/recipe-spec.js'
import type { Asked } from '../bot-deps.js'
import { mayStart } from '../may-start.js'
import type { StartedAgain } from './start-again.js'

/** What was entered is the earlier run's, unasked: its steps were finished with it. */
export async function startContinued(
  tx: Transaction,
  asked: Asked,
  { spec, run, trigger }: { spec: RecipeSpec; run: Run; trigger: string },
): Promise<Exclude<StartedAgain, { kind: 'asks' }>> {
  const { deps, asker } = asked
  const allowed = await mayStart(tx, asked, spec)
  if (allowed.kind === 'no') return { kind: 'refused', message: allowed.message }
  const why = await lockContinuable(tx, run.id)
  if (why !== 'yes') return { kind: 'refused', message: cannotContinue({ why }) }
  const settings = { ...snapshotSettings(spec, allowed.settings), continues: { run: run.id } }
  if (!haveSameIdentities(settings, run.settings)) return { kind: 'refused', message: cannotContinue({ why: 'identity' }) }
  const { caller, profile } = asker
  const { conversationId, params, recipe } = run
  const id = runIdFor(deps.keys, { recipe, tenantId: caller.tenantId, conversationId, trigger })
  const accepted: RunToStart = { id, recipe, caller, profile, params, settings }
  if ((await acceptRun(tx, deps.keys, { ...accepted, conversationId })) === 'duplicate') return { kind: 'duplicate' }
  await passOnFiles(tx, { from: run.id, to: id })
  return { kind: 'accepted', run: accepted }
}
