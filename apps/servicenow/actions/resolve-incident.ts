// Resolves an incident, with what its rules demand for that.
// https://www.servicenow.com/docs/r/it-service-management/incident-management/c_IncidentManagementStateModel.html
import { defineWrite } from '../../define-app.js'
import { describeIncident } from '../incident.js'
import { shownOf, valueOf, type Row } from '../table.js'
import { findFields, writeFields, type ChangedIncident } from '../write-fields.js'

export interface Resolution {
  readonly id: string
  /** For the card of a lost answer. */
  readonly number?: string | undefined
  /** What was done; the caller reads it. */
  readonly notes: string
  /** One of the instance's resolution codes; `Solution provided` unless told. */
  readonly code?: string
}

const RESOLVED = '6'
/** Resolved, closed, canceled. */
const OVER = ['6', '7', '8']

export const resolveIncident = defineWrite<Resolution, ChangedIncident>({
  recognisedBy: 'exact key',
  subject: ({ number }) => number,
  perform: (call, input) => writeFields(call, changeOf(input)),
  find: (call, input) => findFields(call, changeOf(input)),
  describe: describeIncident,
})

const changeOf = ({ id, notes, code = 'Solution provided' }: Resolution) => ({
  id,
  values: { state: RESOLVED, close_code: code, close_notes: notes },
  refuses: (row: Row) =>
    OVER.includes(valueOf(row, 'state')) ? `${valueOf(row, 'number')} is ${shownOf(row, 'state')} already.` : undefined,
})
