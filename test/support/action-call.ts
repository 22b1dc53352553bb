// What an action is called with outside a run.
import type { ActionCall } from '../../apps/define-app.js'

/** @param call what matters to the test; `request` and `host` at least */
export function actionCall(call: Pick<ActionCall, 'request' | 'host'> & Partial<ActionCall>): ActionCall {
  return {
    ...{ effectKey: 'a'.repeat(32), startedAt: new Date(), isRetry: false, accountKey: '00D5g0000000001EAA/0055g0000000001EAA' },
    noteOnce: (read) => read(),
    ...call,
  }
}
