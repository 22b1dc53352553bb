// Decides an approval request as the account that acts, by its own work item.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_process_approvals_approve.htm
import { defineWrite } from '../../define-app.js'
import { accountUser } from '../account-user.js'
import type { ApprovalRequest } from '../approval-request.js'
import { decideOnce } from '../decide-once.js'
import { Gone } from '../errors.js'

export interface Decision {
  readonly request: ApprovalRequest
  readonly option: 'Approve' | 'Reject'
  readonly comment?: string
}

export const decide = defineWrite<Decision, ApprovalRequest>({
  recognisedBy: 'enforced',
  subject: ({ request }) => request.record.name,
  perform(call, { request: { asked, record }, option, comment }) {
    const me = accountUser(call.accountKey)
    const { workItem } = asked.find(({ approver }) => approver.userId === me) ?? asked[0] ?? {}
    if (workItem === undefined) throw new Gone('Nobody is asked to decide this request any more.')
    return decideOnce(call, option, { id: workItem, name: record.name, ...(comment !== undefined && { comment }) })
  },
})
