// Changes fields of an incident.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { defineWrite } from '../../define-app.js'
import { sysId } from '../encoded-query.js'
import { describeIncident, levels, type Level } from '../incident.js'
import { findFields, writeFields, type ChangedIncident, type Values } from '../write-fields.js'

export interface IncidentChange {
  readonly id: string
  /** For the card of a lost answer. */
  readonly number?: string | undefined
  readonly title?: string
  readonly description?: string
  readonly urgency?: Level
  readonly impact?: Level
  /** The instance's own name of it: `hardware`. */
  readonly category?: string
  /** Resolving has an action of its own. */
  readonly state?: 'new' | 'in progress'
  readonly assignedTo?: { readonly id: string }
}

const states = { new: '1', 'in progress': '2' } as const

export const updateIncident = defineWrite<IncidentChange, ChangedIncident>({
  recognisedBy: 'exact key',
  subject: ({ number }) => number,
  perform: (call, input) => writeFields(call, { id: input.id, values: valuesOf(input) }),
  find: (call, input) => findFields(call, { id: input.id, values: valuesOf(input) }),
  describe: describeIncident,
})

function valuesOf({ title, description, urgency, impact, category, state, assignedTo }: IncidentChange): Values {
  return {
    ...(title !== undefined && { short_description: title }),
    ...(description !== undefined && { description }),
    ...(urgency !== undefined && { urgency: levels[urgency] }),
    ...(impact !== undefined && { impact: levels[impact] }),
    ...(category !== undefined && { category }),
    ...(state !== undefined && { state: states[state] }),
    ...(assignedTo !== undefined && { assigned_to: sysId(assignedTo.id) }),
  }
}
