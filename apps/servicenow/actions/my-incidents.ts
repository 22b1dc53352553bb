// The open incidents that the account reported, the last changed first.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { z } from 'zod'
import { defineRead } from '../../define-app.js'

export interface Incident {
  readonly id: string
  /** `INC0010023` */
  readonly number: string
  readonly title: string
  /** In the account's language: `In Progress`. */
  readonly state: string
  readonly priority: string
  readonly url: string
}

export interface MyIncidents {
  readonly incidents: readonly Incident[]
}

const AT_MOST = 10
const field = z.object({ value: z.string(), display_value: z.string().nullable() })
const answer = z.object({
  result: z.array(z.object({ sys_id: field, number: field, short_description: field, state: field, priority: field })),
})

export const myIncidents = defineRead<void, MyIncidents>({
  async perform({ request, host }) {
    const { json } = await request({
      method: 'GET',
      path: '/table/incident',
      query: {
        sysparm_query: 'active=true^caller_id=javascript:gs.getUserID()^ORDERBYDESCsys_updated_on',
        sysparm_fields: 'sys_id,number,short_description,state,priority',
        sysparm_display_value: 'all',
        sysparm_exclude_reference_link: 'true',
        sysparm_limit: String(AT_MOST),
      },
    })
    return {
      incidents: answer.parse(json).result.map((row) => ({
        id: row.sys_id.value,
        number: row.number.value,
        title: row.short_description.value,
        state: row.state.display_value ?? row.state.value,
        priority: row.priority.display_value ?? row.priority.value,
        url: `${host}/incident.do?sys_id=${encodeURIComponent(row.sys_id.value)}`,
      })),
    }
  },
})
