// Approves what the account was asked to approve.
// https://www.servicenow.com/docs/r/servicenow-platform/approvals/c_Approvals.html
import { decideApproval } from '../decide-approval.js'

export interface ApprovalYes {
  /** The approval's own, as `myApprovals` gives it. */
  readonly id: string
  /** For the card of a lost answer. */
  readonly number?: string | undefined
  readonly comment?: string
}

export const approve = decideApproval<ApprovalYes>('approved')
