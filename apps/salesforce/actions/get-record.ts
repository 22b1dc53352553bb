// One record of any object, with the fields that are named.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { defineRead } from '../../define-app.js'
import { PermissionDenied } from '../../errors.js'
import { queryAll } from '../query.js'
import { recordRow, toRecord, type SalesforceRecord } from '../records.js'

export interface WantedRecord {
  /** API name: `Account`. */
  readonly object: string
  readonly id: string
  readonly fields: readonly string[]
}

export const getRecord = defineRead<WantedRecord, SalesforceRecord>({
  async perform(call, { object, id, fields }) {
    const where = [{ field: 'Id', op: 'is', value: id }] as const
    const [found] = await queryAll(call, { object, fields: ['Id', ...fields.filter((name) => name !== 'Id')], where, limit: 1 }, recordRow)
    if (!found) throw new PermissionDenied(`The ${object} ${id} isn't there, or this account may not see it.`)
    return toRecord(found, fields)
  },
})
