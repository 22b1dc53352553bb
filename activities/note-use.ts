// What a run did in an app, as whom: one entry of the audit for each action.
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../database.js'
import type { Step } from './perform-action.js'

/** For a write in the transaction that completes its effect; for a read once the app has answered. */
export async function noteUse(tx: Transaction, { run, actor, stepKey, appId, actionName, action, identity, access }: Step): Promise<void> {
  const { id: connectionId, configurationId, accountName: account, orgId: org } = access.connection
  const { kind } = action
  await recordAudit(tx, {
    ...{ event: 'action.performed', caller: actor.caller, runId: run.id, configurationId },
    detail: { step: stepKey, app: appId, action: actionName, kind, identity: identity.mode, account, org, connectionId },
  })
}
