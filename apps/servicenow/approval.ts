// Approvals as ServiceNow has them: one record for each person who is asked.
// https://www.servicenow.com/docs/r/servicenow-platform/approvals/c_Approvals.html
import type { ActionCall } from '../define-app.js'
import { shownOf, timeOf, valueOf, type Row } from './table.js'

/** What recipes see. Empty is what isn't there, or the account may not read. */
export interface Approval {
  readonly id: string
  /** Of what is to be approved: `RITM0010023`. */
  readonly number: string
  readonly title: string
  /** `Requested` */
  readonly state: string
  readonly requestedBy: string
  /** ISO 8601 */
  readonly since: string
  readonly url: string
}

export const approvalFields = [
  ...['sys_id', 'state', 'sysapproval', 'sysapproval.short_description', 'sysapproval.opened_by', 'sys_created_on'],
] as const

export function approvalOf({ host }: Pick<ActionCall, 'host'>, row: Row): Approval {
  const id = valueOf(row, 'sys_id')
  return {
    ...{ id, number: shownOf(row, 'sysapproval'), title: shownOf(row, 'sysapproval.short_description'), state: shownOf(row, 'state') },
    ...{ requestedBy: shownOf(row, 'sysapproval.opened_by'), since: timeOf(row, 'sys_created_on') },
    url: `${host}/sysapproval_approver.do?sys_id=${encodeURIComponent(id)}`,
  }
}
