// Approvals: who is asked when something is requested, and what follows from their answer.
// https://www.servicenow.com/docs/r/servicenow-platform/approvals/c_Approvals.html
import { serviceNowUsers, type User } from './accounts.js'
import type { Records } from './records.js'
import type { Row } from './schema.js'

/** Asks the user with this key to approve a requested item. */
export function askForApproval(records: Records, user: User, item: Row, approverKey: string): void {
  const approver = serviceNowUsers.find(({ key }) => key === approverKey)
  const values = { approver: approver?.sys_id ?? '', state: 'requested', sysapproval: item.sys_id ?? '', source_table: 'sc_req_item' }
  const row = records.insert('sysapproval_approver', user, values)
  records.change(item, user, { approval: 'requested', stage: 'waiting_for_approval', approvers: row.sys_id ?? '' })
}

/** The requested item goes where the decision leads. */
export function followDecision(records: Records, user: User, { state, sysapproval }: Row): void {
  const item = records.find(sysapproval ?? '')
  if (!item || (state !== 'approved' && state !== 'rejected')) return
  const stage = state === 'approved' ? 'fulfillment' : 'request_cancelled'
  records.change(item, user, { approval: state, stage, active: String(state === 'approved') })
}
