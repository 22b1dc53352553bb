// What the account is asked to approve, a page at a time, the newest first.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { defineRead } from '../../define-app.js'
import { approvalFields, approvalOf, type Approval } from '../approval.js'
import { equals, isMe } from '../encoded-query.js'
import { listRows } from '../table.js'

export interface ApprovalPage {
  readonly approvals: readonly Approval[]
  /** Where the next page begins; null after the last. */
  readonly next: number | null
}

const PAGE = 50

export const myApprovals = defineRead<{ readonly from?: number } | void, ApprovalPage>({
  async perform(call, input) {
    const conditions = [isMe('approver'), equals('state', 'requested')]
    const from = input?.from ?? 0
    const { rows, next } = await listRows(call, 'sysapproval_approver', { conditions, fields: approvalFields, from, atMost: PAGE })
    return { approvals: rows.map((row) => approvalOf(call, row)), next }
  },
})
