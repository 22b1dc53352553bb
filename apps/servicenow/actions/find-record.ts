// The record that somebody means by its number, its sys_id, words of its title or its address, as the account that acts sees it.
// https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
import { defineRead, type ActionCall } from '../../define-app.js'
import * as refs from '../../record-ref.js'
import { equals, holds, isHeldBy, type Condition } from '../encoded-query.js'
import { listRows, shownOf, valueOf, type Row } from '../table.js'

/** One that a table doesn't have, or the account may not read, is left out. */
const fields = ['sys_id', 'number', 'short_description', 'state', 'sys_created_on']

type Wanted = refs.WantedRecord | refs.WantedOfSeveral

export const findRecord = defineRead<Wanted, refs.RecordRef | refs.SeveralRecords>({
  async perform(call, wanted) {
    const { text } = wanted
    const search = async (conditions: readonly Condition[], fits: (row: Row) => boolean): Promise<refs.RecordMatch[]> => {
      // A row is looked at again: ServiceNow leaves out a condition that it doesn't understand, and gives any.
      const { rows } = await listRows(call, tableOf(wanted), { conditions, fields, atMost: refs.MATCHES_AT_MOST })
      return rows.filter(fits).map((row) => ({ id: valueOf(row, 'sys_id'), name: nameOf(row), about: aboutOf(row) }))
    }
    const byField = (field: 'sys_id' | 'number', value: string) =>
      search([equals(field, value)], (row) => valueOf(row, field).toLowerCase() === value.toLowerCase())
    const address = refs.addressIn(wanted)
    if (address) return refs.theOne(wanted, await byField('sys_id', idAt(call, address, wanted)))
    if (/^[0-9a-f]{32}$/.test(text)) return refs.theOne(wanted, await byField('sys_id', text))
    if (/^[A-Za-z]{2,6}\d{5,}$/.test(text)) return refs.theOne(wanted, await byField('number', text.toUpperCase()))
    return refs.theOne(wanted, await search(holds('short_description', text), (row) => isHeldBy(valueOf(row, 'short_description'), text)))
  },
})

function tableOf(wanted: Wanted): string {
  const table = refs.kindOf(wanted)
  if (/^[a-z][a-z0-9_]{0,79}$/.test(table)) return table
  throw new Error(`"${table}" is no name of a table.`)
}

const aboutOf = (row: Row): string[] => [shownOf(row, 'state'), valueOf(row, 'sys_created_on').slice(0, 10)].filter(Boolean)
const nameOf = (row: Row): string => [valueOf(row, 'number'), valueOf(row, 'short_description')].filter(Boolean).join(' ')

/** Of `/incident.do?sys_id=…`, alone or within the frame that people see it in, where it is encoded once more. */
function idAt({ host }: Pick<ActionCall, 'host'>, address: URL, wanted: Wanted): string {
  const within = `${address.pathname}${address.search}`
  const whole = /%3d/i.test(within) ? within.replace(/%3d/gi, '=').replace(/%3f/gi, '?').replace(/%26/gi, '&') : within
  const [, table, id] = /([a-z][a-z0-9_]*)\.do\?(?:[^#]*&)?sys_id=([0-9a-f]{32})/.exec(whole) ?? []
  if (address.origin !== new URL(host).origin || id === undefined || table !== tableOf(wanted)) refs.wrongAddress(address, wanted)
  return id
}
