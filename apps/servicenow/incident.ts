// Incidents as ServiceNow has them, and as recipes see them.
// https://www.servicenow.com/docs/r/it-service-management/incident-management/c_IncidentManagementStateModel.html
import type { ActionCall } from '../define-app.js'
import { shownOf, timeOf, valueOf, type Row } from './table.js'

/** What recipes see. What people choose from is in the account's language; empty is what isn't there, or the account may not read. */
export interface Incident {
  readonly id: string
  /** `INC0010023` */
  readonly number: string
  readonly title: string
  readonly description: string
  /** `In Progress` */
  readonly state: string
  readonly priority: string
  readonly urgency: string
  readonly impact: string
  readonly caller: string
  readonly assignedTo: string
  /** ISO 8601 */
  readonly openedAt: string
  readonly updatedAt: string
  readonly url: string
}

export type Level = 'high' | 'medium' | 'low'
export const levels: Readonly<Record<Level, string>> = { high: '1', medium: '2', low: '3' }

export const incidentFields = [
  ...['sys_id', 'number', 'short_description', 'description', 'state', 'priority', 'urgency', 'impact', 'caller_id', 'assigned_to'],
  ...['opened_at', 'sys_updated_on'],
] as const

export function incidentOf({ host }: Pick<ActionCall, 'host'>, row: Row): Incident {
  const id = valueOf(row, 'sys_id')
  return {
    ...{ id, number: valueOf(row, 'number'), title: valueOf(row, 'short_description'), description: valueOf(row, 'description') },
    ...{
      state: shownOf(row, 'state'),
      priority: shownOf(row, 'priority'),
      urgency: shownOf(row, 'urgency'),
      impact: shownOf(row, 'impact'),
    },
    ...{ caller: shownOf(row, 'caller_id'), assignedTo: shownOf(row, 'assigned_to') },
    ...{ openedAt: timeOf(row, 'opened_at'), updatedAt: timeOf(row, 'sys_updated_on') },
    url: `${host}/incident.do?sys_id=${encodeURIComponent(id)}`,
  }
}

/** For the receipt. */
export const describeIncident = ({ number, state, priority, url }: Incident) => ({
  facts: [
    { label: 'number' as const, value: number },
    ...(state ? [{ label: 'state' as const, value: state }] : []),
    ...(priority ? [{ label: 'priority' as const, value: priority }] : []),
  ],
  ...{ url, name: number },
})

/** The account's own sys_id: the part of its key after the instance (user.ts). */
export function userIdOf({ accountKey }: Pick<ActionCall, 'accountKey'>): string {
  return accountKey.slice(accountKey.lastIndexOf('/') + 1)
}
