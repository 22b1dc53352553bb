// A write with at most one effect: its row is committed before it is sent, and an unfinished row is recognised, never just sent again.
import { OutcomeUnknown } from '../apps/errors.js'
import { beginEffect, dropEffect, finishEffect } from '../runs/effects.js'
import type { ActivityDeps } from './activity-deps.js'
import { noteUse } from './note-use.js'
import { performAction, type Step, type Tried } from './perform-action.js'

export async function writeOnce(deps: ActivityDeps, step: Step): Promise<unknown> {
  const { run, stepKey, appId, actionName, identity, access } = step
  const { id: connectionId, accountName: appAccount, accountKey } = access.connection
  const effect = await beginEffect(deps.db, deps.keys, {
    ...{ runId: run.id, stepKey, app: appId, action: actionName, connectionId, appAccount, accountKey },
    identity: identity.mode,
  })
  if (effect.kind === 'finished') return effect.result
  // Another account may be of another org, where our key is unknown: sent there, the write could happen twice.
  if (effect.kind === 'unfinished' && !isSame(effect, { appAccount, accountKey }))
    throw new OutcomeUnknown(`It was first sent as ${effect.appAccount}, and its answer was lost.`)
  const tried: Tried = { mayBeDone: false }
  try {
    const result = await performAction(deps, step, { startedAt: effect.startedAt, effectKey: effect.effectKey, tried })
    await deps.db.transaction(async (tx) => {
      await finishEffect(tx, deps.keys, { runId: run.id, stepKey, result, appAccount, accountKey })
      await noteUse(tx, step)
    })
    return result
  } catch (error) {
    // The app said no to the first try, so nothing was done. After an unfinished try we don't know, and keep the row.
    if (effect.kind === 'new' && !tried.mayBeDone) await dropEffect(deps.db, { runId: run.id, stepKey })
    throw error
  }
}

/** By the app's own id; by the name where an older version wrote the row. */
function isSame(first: { appAccount: string; accountKey: string | null }, now: { appAccount: string; accountKey: string }): boolean {
  return first.accountKey === null ? first.appAccount === now.appAccount : first.accountKey === now.accountKey
}
