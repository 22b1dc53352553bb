// Approves what somebody submitted, as the account that acts; it must be the one that is asked.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_process_approvals_approve.htm
import { defineWrite } from '../../define-app.js'
import type { ApprovalRequest } from '../approval-request.js'
import { decideOnce, type DecisionInput } from '../decide-once.js'

export const approve = defineWrite<DecisionInput, ApprovalRequest>({
  recognisedBy: 'enforced',
  subject: ({ name }) => name,
  perform: (call, input) => decideOnce(call, 'Approve', input),
})
