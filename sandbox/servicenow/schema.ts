// The tables of the stand-in's instance: their fields, what their values are called, and where references lead.
// https://www.servicenow.com/docs/r/it-service-management/incident-management/c_IncidentManagementStateModel.html

export interface Field {
  /** What people see, and error messages name. */
  readonly label: string
  /** The table that its value is a sys_id of. */
  readonly reference?: string
  /** What people see instead of a value. */
  readonly choices?: Readonly<Record<string, string>>
  /** A journal has no value of its own: what is written is added to it, and it is read as one text. */
  readonly isJournal?: true
  /** What a client sends is left out. */
  readonly isReadOnly?: true
}

/** A record as the database has it: every value is text, times are UTC. */
export type Row = Record<string, string>

const text = (label: string): Field => ({ label })
const own = (label: string): Field => ({ label, isReadOnly: true })
const person = (label: string): Field => ({ label, reference: 'sys_user' })
const journal = (label: string): Field => ({ label, isJournal: true })
const levels = { '1': '1 - High', '2': '2 - Medium', '3': '3 - Low' }

const system: Readonly<Record<string, Field>> = {
  sys_id: own('Sys ID'),
  sys_created_on: own('Created'),
  sys_created_by: own('Created by'),
  sys_updated_on: own('Updated'),
  sys_updated_by: own('Updated by'),
  sys_mod_count: own('Updates'),
}

const task: Readonly<Record<string, Field>> = {
  ...system,
  number: own('Number'),
  short_description: text('Short description'),
  description: text('Description'),
  active: own('Active'),
  opened_by: { ...person('Opened by'), isReadOnly: true },
  opened_at: own('Opened'),
  assigned_to: person('Assigned to'),
  correlation_id: text('Correlation ID'),
  correlation_display: text('Correlation display'),
  comments: journal('Additional comments'),
  work_notes: journal('Work notes'),
}

/** `tables.incident.state.label` is `State`. */
export const tables: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  sys_user: { sys_id: own('Sys ID'), user_name: own('User ID'), email: own('Email'), name: own('Name') },
  incident: {
    ...task,
    state: {
      label: 'State',
      choices: { '1': 'New', '2': 'In Progress', '3': 'On Hold', '6': 'Resolved', '7': 'Closed', '8': 'Canceled' },
    },
    priority: {
      label: 'Priority',
      isReadOnly: true,
      choices: { '1': '1 - Critical', '2': '2 - High', '3': '3 - Moderate', '4': '4 - Low', '5': '5 - Planning' },
    },
    impact: { label: 'Impact', choices: levels },
    urgency: { label: 'Urgency', choices: levels },
    category: {
      label: 'Category',
      choices: { inquiry: 'Inquiry / Help', software: 'Software', hardware: 'Hardware', network: 'Network', database: 'Database' },
    },
    caller_id: person('Caller'),
    hold_reason: { label: 'On hold reason', choices: { '1': 'Awaiting Caller', '3': 'Awaiting Problem', '4': 'Awaiting Vendor' } },
    close_code: text('Resolution code'),
    close_notes: text('Resolution notes'),
    resolved_by: { ...person('Resolved by'), isReadOnly: true },
    resolved_at: own('Resolved'),
    u_confidential: own('Confidential'),
  },
  sc_request: { ...task, requested_for: person('Requested for'), request_state: own('Request state') },
  sc_req_item: {
    ...task,
    request: { label: 'Request', reference: 'sc_request', isReadOnly: true },
    cat_item: { label: 'Item', reference: 'sc_cat_item', isReadOnly: true },
    requested_for: person('Requested for'),
    approval: own('Approval'),
    stage: own('Stage'),
    quantity: own('Quantity'),
  },
  sysapproval_approver: {
    ...system,
    approver: { ...person('Approver'), isReadOnly: true },
    state: {
      label: 'State',
      choices: {
        requested: 'Requested',
        approved: 'Approved',
        rejected: 'Rejected',
        cancelled: 'Cancelled',
        not_required: 'No Longer Required',
      },
    },
    sysapproval: { label: 'Approval for', reference: 'sc_req_item', isReadOnly: true },
    source_table: own('Source table'),
    comments: journal('Comments'),
  },
  sc_cat_item: { sys_id: own('Sys ID'), name: own('Name'), short_description: own('Short description') },
}

/** The names of a table's fields that are journals. */
export function journalsOf(table: string): string[] {
  return Object.entries(tables[table] ?? {}).flatMap(([name, field]) => (field.isJournal ? [name] : []))
}
