// Creates a record of any object that has our unique key field, once: Salesforce itself refuses a second one.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm
import { defineWrite } from '../../define-app.js'
import { createOnce } from '../create-once.js'
import { recordUrl } from '../record-url.js'
import { writtenFields, type WrittenFields } from '../records.js'

export interface NewRecord {
  /** API name: `Account`, `Site_Visit__c`. Of activities: createTask. */
  readonly object: string
  readonly fields: WrittenFields
}
export interface CreatedRecord {
  readonly id: string
  /** Where its fields say one. */
  readonly name?: string
  readonly url: string
}

export const createRecord = defineWrite<NewRecord, CreatedRecord>({
  recognisedBy: 'enforced',
  subject: ({ object, fields }) => (typeof fields.Name === 'string' ? `${object} ${fields.Name}` : object),
  async perform(call, { object, fields }) {
    const id = await createOnce(call, object, writtenFields(fields))
    return { id, ...(typeof fields.Name === 'string' && { name: fields.Name }), url: recordUrl(call.host, object, id) }
  },
  describe: ({ url }) => ({ facts: [], url }),
})
