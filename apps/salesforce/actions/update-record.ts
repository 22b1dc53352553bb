// Changes a record of any object, unless somebody else has changed it since it was read.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_update_fields.htm
import { defineWrite } from '../../define-app.js'
import { recordUrl } from '../record-url.js'
import { writtenFields, type WrittenFields } from '../records.js'
import { updateOnce } from '../update-record.js'
import type { CreatedRecord } from './create-record.js'

export interface ChangedRecord {
  /** API name: `Account`. */
  readonly object: string
  readonly id: string
  readonly name?: string
  /** As it was when the recipe read it; as it is at the first try unless told. ISO. */
  readonly lastModified?: string
  readonly fields: WrittenFields
}

export const updateRecord = defineWrite<ChangedRecord, CreatedRecord>({
  recognisedBy: 'enforced',
  subject: ({ object, name }) => (name === undefined ? object : `${object} ${name}`),
  async perform(call, { object, id, name, lastModified, fields }) {
    await updateOnce(call, { object, id, fields: writtenFields(fields), unmodifiedSince: lastModified })
    return { id, ...(name !== undefined && { name }), url: recordUrl(call.host, object, id) }
  },
  describe: ({ url }) => ({ facts: [], url }),
})
