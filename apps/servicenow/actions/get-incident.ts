// One incident, by its id or by the number that people know.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { defineRead, type ActionCall } from '../../define-app.js'
import { ActionRejected, PermissionDenied } from '../../errors.js'
import { equals } from '../encoded-query.js'
import { describeIncident, incidentFields, incidentOf, type Incident } from '../incident.js'
import { listRows, readRow, valueOf } from '../table.js'

/** `number`: `INC0010023`, as people type it. */
export type WhichIncident = { readonly id: string } | { readonly number: string }

export const getIncident = defineRead<WhichIncident, Incident>({
  async perform(call, which) {
    if ('number' in which) return await byNumber(call, which.number)
    return incidentOf(call, await readRow(call, 'incident', { id: which.id, fields: incidentFields }))
  },
  describe: describeIncident,
})

async function byNumber(call: ActionCall, typed: string): Promise<Incident> {
  const number = typed.trim().toUpperCase()
  if (!/^[A-Z0-9]{3,40}$/.test(number))
    throw new ActionRejected(`"${typed.slice(0, 40)}" isn't the number of an incident, as INC0010023 is one.`)
  const { rows } = await listRows(call, 'incident', { conditions: [equals('number', number)], fields: incidentFields, atMost: 2 })
  const found = rows.find((row) => valueOf(row, 'number') === number)
  if (!found) throw new PermissionDenied(`ServiceNow has no incident ${number}, or doesn't show it to this account.`)
  return incidentOf(call, found)
}
