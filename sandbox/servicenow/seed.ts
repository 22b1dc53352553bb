// The records that a fresh instance starts with.
import { sysId } from './accounts.js'
import type { Row } from './schema.js'

const system = (updated: string, by: string): Row => ({
  ...{ sys_created_on: updated, sys_created_by: by, sys_updated_on: updated, sys_updated_by: by, sys_mod_count: '0', opened_at: updated },
})

const incident = (number: number, caller: { id: number; name: string }, title: string, more: Row & { updated: string }): Row => {
  const { updated, ...fields } = more
  return {
    ...{ sys_id: sysId('incident', number), number: `INC${String(10_000 + number).padStart(7, '0')}`, short_description: title },
    ...{ description: '', category: 'inquiry', impact: '2', urgency: '2', priority: '3', assigned_to: '', hold_reason: '' },
    ...{ caller_id: sysId('user', caller.id), opened_by: sysId('user', caller.id), correlation_id: '', correlation_display: '' },
    ...{ close_code: '', close_notes: '', resolved_by: '', resolved_at: '', u_confidential: 'false' },
    ...system(updated, caller.name),
    active: String(fields.state !== '7'),
    ...fields,
  }
}

const alice = { id: 1, name: 'alice.jensen' }
const bob = { id: 2, name: 'bob.olsen' }
const integration = { id: 3, name: 'workbot.integration' }

/** Made anew at every call, so that each instance has its own. */
export function seededRows(): Record<string, Row[]> {
  return {
    incident: [
      incident(1, alice, 'Laptop battery lasts ten minutes', { state: '2', updated: '2026-11-18 09:12:44' }),
      incident(2, bob, 'Badge opens no door on floor 3', { state: '1', updated: '2026-11-19 14:02:10' }),
      incident(3, alice, 'VPN drops every hour', { state: '1', updated: '2026-11-20 08:30:00' }),
      incident(4, alice, 'Monitor flickers', {
        ...{ state: '7', close_code: 'Solution provided', close_notes: 'Cable replaced', updated: '2026-10-02 11:00:00' },
      }),
      incident(5, integration, 'Payroll shows another person', { state: '1', u_confidential: 'true', updated: '2026-11-19 16:45:00' }),
    ],
    sc_request: [],
    sc_req_item: [],
    sysapproval_approver: [],
    sys_attachment: [],
  }
}
