// One person's decision of an approval: the state goes from *requested* to the decision, once.
// https://www.servicenow.com/docs/r/servicenow-platform/approvals/c_Approvals.html
import { defineWrite, type ActionCall, type WriteAction } from '../define-app.js'
import { ActionRejected, afterDoingNothing, PermissionDenied } from '../errors.js'
import { approvalFields, approvalOf, type Approval } from './approval.js'
import { readRow, shownOf, valueOf, writeRow } from './table.js'

const TABLE = 'sysapproval_approver'
const REQUESTED = 'requested'

/**
 * ServiceNow lets an approver write another state over a decision, and has no condition for a write: the state is read first. A decision that
 * is there already, by whatever way, is the one that was sent; a second one would change nothing.
 */
export function decideApproval<Input extends { readonly id: string; readonly number?: string | undefined; readonly comment?: string }>(
  decision: 'approved' | 'rejected',
): WriteAction<Input, Approval> {
  return defineWrite<Input, Approval>({
    recognisedBy: 'exact key',
    subject: ({ number }) => number,
    perform: (call, input) => decide(call, input, decision),
    async find(call, { id }) {
      const row = await readRow(call, TABLE, { id, fields: approvalFields })
      return valueOf(row, 'state') === decision ? approvalOf(call, row) : undefined
    },
    describe: ({ number, state, url }) => ({
      facts: [
        { label: 'number', value: number },
        { label: 'state', value: state },
      ],
      ...{ url, name: number },
    }),
  })
}

async function decide(
  call: ActionCall,
  { id, comment }: { readonly id: string; readonly comment?: string },
  decision: string,
): Promise<Approval> {
  const now = await readRow(call, TABLE, { id, fields: approvalFields })
  const { number } = approvalOf(call, now)
  if (valueOf(now, 'state') !== REQUESTED) throw new ActionRejected(`${number} is ${shownOf(now, 'state')} already.`)
  const values = { state: decision, ...(comment !== undefined && comment !== '' && { comments: comment }) }
  const row = await writeRow(call, TABLE, { id, values, fields: approvalFields })
  if (valueOf(row, 'state') !== decision)
    throw afterDoingNothing(new PermissionDenied(`ServiceNow left ${number} as it was: this account may not decide on it.`))
  return approvalOf(call, row)
}
