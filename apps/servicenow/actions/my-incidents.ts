// The open incidents that the account reported, the last changed first.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { defineRead } from '../../define-app.js'
import { equals, isMe } from '../encoded-query.js'
import { incidentFields, incidentOf, type Incident } from '../incident.js'
import { listRows } from '../table.js'

export interface MyIncidents {
  readonly incidents: readonly Incident[]
}

const AT_MOST = 10

export const myIncidents = defineRead<void, MyIncidents>({
  async perform(call) {
    const conditions = [equals('active', 'true'), isMe('caller_id')]
    const { rows } = await listRows(call, 'incident', { conditions, fields: incidentFields, newestBy: 'sys_updated_on', atMost: AT_MOST })
    return { incidents: rows.map((row) => incidentOf(call, row)) }
  },
})
