// The instance's access rules: which records and fields a user reads and writes.
// https://www.servicenow.com/docs/r/platform-security/access-control/c_AccessControlRules.html
import type { User } from './accounts.js'
import type { Records } from './records.js'
import type { Row } from './schema.js'

const isItil = ({ roles }: User): boolean => roles.includes('itil')
const isFor = (user: User, row: Row): boolean => [row.caller_id, row.opened_by, row.requested_for].includes(user.sys_id)

/**
 * A query rule narrows what is asked before it's asked: people without `itil` get their own incidents, and the count is of those. Access
 * rules come after it, and leave holes in pages whose count is of everything. https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB3047115
 */
export function queryRule(user: User, table: string, rows: readonly Row[]): readonly Row[] {
  return table === 'incident' && !isItil(user) ? rows.filter((row) => isFor(user, row)) : rows
}

export function mayRead(user: User, table: string, row: Row, records: Pick<Records, 'find'>): boolean {
  switch (table) {
    case 'incident':
      return row.u_confidential === 'true' ? user.roles.includes('hr') || isFor(user, row) : isItil(user) || isFor(user, row)
    case 'sc_request':
    case 'sc_req_item':
      return isItil(user) || isFor(user, row) || isApproverOf(user, row, records)
    case 'sysapproval_approver':
      return isItil(user) || row.approver === user.sys_id || isFor(user, records.find(row.sysapproval ?? '') ?? {})
    case 'sys_user':
      return isItil(user) || (row.sys_id === user.sys_id && user.readsOwnRow)
    default:
      return table === 'sc_cat_item'
  }
}

function isApproverOf(user: User, row: Row, { find }: Pick<Records, 'find'>): boolean {
  return (row.approvers ?? '').split(',').some((id) => find(id)?.approver === user.sys_id)
}

/** A field that may not be read is left out of the answer. */
export function mayReadField(user: User, field: string): boolean {
  return !user.closedFields.includes(field) && (field !== 'work_notes' || isItil(user))
}

export function mayCreate(table: string): boolean {
  return table === 'incident'
}

/** Of a record that the user reads. */
export function mayWrite(user: User, table: string, row: Row): boolean {
  if (table === 'incident') return row.state !== '7' && row.state !== '8' && (isItil(user) || isFor(user, row))
  return table === 'sysapproval_approver' && row.approver === user.sys_id
}

const CALLER_WRITES = ['comments', 'short_description', 'description', 'urgency']

/** What may not be written is left as it is, and nothing is said of it. */
export function mayWriteField(user: User, table: string, field: string, isNew: boolean): boolean {
  if (user.closedFields.includes(field)) return false
  if (table === 'sysapproval_approver') return field === 'state' || field === 'comments'
  if (isItil(user)) return true
  return isNew ? field !== 'work_notes' : CALLER_WRITES.includes(field)
}
