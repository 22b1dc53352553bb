// The instance's rules for incidents: what must be filled in, and what follows from what.
// https://www.servicenow.com/docs/r/it-service-management/incident-management/r_PriorityLookupRules.html
import type { User } from './accounts.js'
import { mandatory } from './failure.js'
import { now } from './records.js'
import { tables, type Row } from './schema.js'

const RESOLVED = ['6', '7']
const DONE = ['7', '8']
const PRIORITIES: Readonly<Record<string, string>> = {
  ...{ '1/1': '1', '1/2': '2', '1/3': '3', '2/1': '2', '2/2': '3', '2/3': '4', '3/1': '3', '3/2': '4', '3/3': '5' },
}

/** What a new incident has besides what is sent. */
export function newIncident(sent: Row, user: User): Row {
  return {
    ...{ description: '', state: '1', impact: '3', urgency: '3', category: 'inquiry', caller_id: '', assigned_to: '', hold_reason: '' },
    ...{ correlation_id: '', correlation_display: '', close_code: '', close_notes: '', resolved_by: '', resolved_at: '' },
    ...{ u_confidential: 'false', short_description: '' },
    ...sent,
    opened_by: user.sys_id,
  }
}

/** @param before null for a new one. @returns `after` with what follows from it. @throws Failure */
export function applyIncidentRules(before: Row | null, after: Row, user: User): Row {
  const demanded = [
    ...['short_description'],
    ...(RESOLVED.includes(after.state ?? '') ? ['close_code', 'close_notes'] : []),
    ...(after.state === '3' ? ['hold_reason'] : []),
  ]
  const missing = demanded.filter((name) => (after[name] ?? '') === '')
  if (missing.length > 0) throw mandatory(missing.map((name) => tables.incident?.[name]?.label ?? name))
  const isResolved = after.state === '6' && before?.state !== '6'
  return {
    ...after,
    priority: PRIORITIES[`${after.impact ?? ''}/${after.urgency ?? ''}`] ?? '5',
    active: String(!DONE.includes(after.state ?? '')),
    ...(isResolved && { resolved_by: user.sys_id, resolved_at: now() }),
  }
}
