// The record that somebody means by a name, an id or its address, as the account that acts sees it.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { z } from 'zod'
import { defineRead, type ActionCall } from '../../define-app.js'
import { addressIn, kindOf, theOne, wrongAddress, type RecordRef, type WantedRecord } from '../../record-ref.js'
import { queryAll } from '../query.js'
import type { Condition } from '../soql.js'

const ID = /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/
/** Objects whose records have no Name. */
const NAMED_BY: Readonly<Record<string, string>> = { Case: 'CaseNumber', Task: 'Subject', Event: 'Subject' }
const AT_MOST = 6
const row = z.looseObject({ Id: z.string() })

export const findRecord = defineRead<WantedRecord, RecordRef>({
  async perform(call, wanted) {
    const object = kindOf(wanted)
    const field = NAMED_BY[object] ?? 'Name'
    const search = async (condition: Condition): Promise<Omit<RecordRef, 'type'>[]> => {
      const found = await queryAll(call, { object, fields: ['Id', field], where: [condition], limit: AT_MOST }, row)
      return found.map((record) => ({ id: record.Id, name: typeof record[field] === 'string' ? record[field] : record.Id }))
    }
    const address = addressIn(wanted)
    if (address) return theOne(wanted, await search({ field: 'Id', op: 'is', value: idAt(call, address, wanted) }))
    const { text } = wanted
    // A name may look like an id.
    const byId = ID.test(text) && /\d/.test(text) ? await search({ field: 'Id', op: 'is', value: text }) : []
    if (byId.length > 0) return theOne(wanted, byId)
    const exact = await search({ field, op: 'is', value: text })
    return theOne(wanted, exact.length > 0 ? exact : await search({ field, op: 'contains', value: text }))
  },
})

/**
 * Of `/lightning/r/Opportunity/006…/view`, `/lightning/r/006…/view` and `/006…`. Lightning is on a host of its own beside the API's.
 * https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm
 */
function idAt({ host }: Pick<ActionCall, 'host'>, address: URL, wanted: WantedRecord): string {
  const api = new URL(host)
  const lightning = api.hostname.replace(/\.my\.salesforce\.com$/, '.lightning.force.com')
  const isOurs = address.origin === api.origin || (address.protocol === 'https:' && address.host === lightning)
  const [, object, id = ''] = /^(?:\/lightning\/r(?:\/([A-Za-z]\w*))?)?\/([a-zA-Z0-9]{15,18})(?:\/view)?\/?$/.exec(address.pathname) ?? []
  if (!isOurs || !ID.test(id) || (object !== undefined && object !== kindOf(wanted))) wrongAddress(address, wanted)
  return id
}
