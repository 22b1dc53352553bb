// The incidents that the stand-in's instance has.
import { sysId } from './accounts.js'

/** Values as the database has them; `caller_id` is a sys_id, times are UTC. */
export interface Incident {
  readonly sys_id: string
  readonly number: string
  readonly short_description: string
  readonly state: string
  readonly priority: string
  readonly active: string
  readonly caller_id: string
  readonly sys_updated_on: string
}

const incident = (number: number, caller: number, title: string, state: string, updated: string): Incident => ({
  ...{ sys_id: sysId('incident', number), number: `INC${String(10_000 + number).padStart(7, '0')}`, short_description: title, state },
  ...{ priority: '3', active: String(state !== '7'), caller_id: sysId('user', caller), sys_updated_on: updated },
})

export const incidents: readonly Incident[] = [
  incident(1, 1, 'Laptop battery lasts ten minutes', '2', '2026-11-18 09:12:44'),
  incident(2, 2, 'Badge opens no door on floor 3', '1', '2026-11-19 14:02:10'),
  incident(3, 1, 'VPN drops every hour', '1', '2026-11-20 08:30:00'),
  incident(4, 1, 'Monitor flickers', '7', '2026-10-02 11:00:00'),
]

/** What people see instead of a value. https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html (`sysparm_display_value`) */
export const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  state: { '1': 'New', '2': 'In Progress', '3': 'On Hold', '6': 'Resolved', '7': 'Closed' },
  priority: { '1': '1 - Critical', '2': '2 - High', '3': '3 - Moderate', '4': '4 - Low' },
}
