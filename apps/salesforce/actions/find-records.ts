// Records of any object that meet conditions; read page by page. Values are escaped, so a person's text may be one.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { defineRead } from '../../define-app.js'
import { queryAll } from '../query.js'
import { recordRow, toRecord, type SalesforceRecord } from '../records.js'
import type { Query } from '../soql.js'

/** `limit`: 200 unless told, 1,000 at most. */
export type WantedRecords = Omit<Query, 'limit'> & { readonly limit?: number }

const LIMIT = 200
const AT_MOST = 1_000

export const findRecords = defineRead<WantedRecords, readonly SalesforceRecord[]>({
  async perform(call, { fields, limit = LIMIT, ...query }) {
    const asked = ['Id', ...fields.filter((name) => name !== 'Id')]
    const found = await queryAll(call, { ...query, fields: asked, limit: Math.min(limit, AT_MOST) }, recordRow)
    return found.map((record) => toRecord(record, fields))
  },
})
