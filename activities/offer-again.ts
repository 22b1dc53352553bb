// Which ends of a run offer to run it again with the same entries.
import { issueNonce } from '../conversations/nonces.js'
import type { Transaction } from '../database.js'
import { isUntouched, runAgainPurpose } from '../runs/run-again.js'
import type { Run } from '../runs/types.js'
import type { Again } from '../text/cards/run-again.js'
import type { FailureKind, RunEnding } from '../text/cards/run-ended.js'

/** Failures that may be gone later. A refused request would be refused again, and after the others nobody knows what was done. */
const passing: readonly FailureKind[] = ['PermissionDenied', 'AppUnavailable', 'RateLimited', 'AuthExpired', 'SharedConnectionMissing']

/** The same entries would lead to the same choice, and whoever stopped it didn't want it. */
const withoutAgain: readonly RunEnding['kind'][] = ['none_meant', 'stopped']

/** Null where it isn't offered. */
export async function offerAgain(tx: Transaction, run: Run, ending: RunEnding): Promise<Again | null> {
  const isPassing = ending.kind === 'failed' ? passing.includes(ending.error.kind) : !withoutAgain.includes(ending.kind)
  return isPassing ? againOf(tx, run) : null
}

/** The same, of a run whose end is known to be its caller's own. */
export async function againOf(tx: Transaction, { id, caller, params }: Pick<Run, 'id' | 'caller' | 'params'>): Promise<Again | null> {
  if (!(await isUntouched(tx, id))) return null
  return { run: id, hasEntries: Object.keys(params).length > 0, nonce: await issueNonce(tx, { purpose: runAgainPurpose(id), caller }) }
}
