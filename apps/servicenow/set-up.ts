// What a ServiceNow admin sees to: that incidents can be read through the REST API, with the field by which a lost write is recognised.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import type { SetUp } from '../define-app.js'
import { listRows } from './table.js'

const KEY = 'correlation_id'

export const serviceNowSetUp: SetUp = {
  look: `Sign in as somebody who runs recipes and open an incident by REST API Explorer: ${KEY} must be among its fields, and writable.`,
  async check(call) {
    const { rows } = await listRows(call, 'incident', { conditions: [], fields: ['sys_id', KEY], atMost: 1 })
    const [first] = rows
    if (!first) return [{ isRight: true, what: 'the Table API answers; there is no incident to look at' }]
    if (KEY in first) return [{ isRight: true, what: `the Table API answers, and shows ${KEY} of incidents` }]
    const todo = `Let people who run recipes read and write ${KEY} of task tables: an access rule hides it, and a lost answer can't be looked up without.`
    return [{ isRight: false, what: `${KEY} of incidents can't be read`, todo }]
  },
}
