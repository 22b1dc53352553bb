// Changes an opportunity, unless somebody else has changed it since it was read.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_update_fields.htm
import { defineWrite } from '../../define-app.js'
import { PermissionDenied } from '../../errors.js'
import { findOpportunity, opportunityFacts, type Opportunity } from '../opportunity.js'
import { recordUrl } from '../record-url.js'
import { updateOnce, type FieldValue } from '../update-record.js'

/** `closeDate` is `YYYY-MM-DD`; fields of the org's own go by their API name. */
export interface OpportunityChanges {
  readonly name?: string
  readonly amount?: number | null
  readonly stage?: string
  readonly closeDate?: string
  readonly nextStep?: string | null
  readonly description?: string | null
  readonly [custom: `${string}__c`]: FieldValue
}
/** An opportunity as another action gave it, or a record of a form; with `lastModified`, as it was then. */
export interface ChangedOpportunity {
  readonly id: string
  readonly name?: string
  readonly lastModified?: string
  readonly changes: OpportunityChanges
}

export const updateOpportunity = defineWrite<ChangedOpportunity, Opportunity>({
  recognisedBy: 'enforced',
  subject: ({ name }) => name,
  async perform(call, { id, name = '', lastModified, changes }) {
    await updateOnce(call, { object: 'Opportunity', id, fields: fieldsOf(changes), unmodifiedSince: lastModified || undefined })
    const found = await findOpportunity(call, id).catch(unreadable)
    return found ?? { ...unread, id, name: changes.name ?? name, url: recordUrl(call.host, 'Opportunity', id) }
  },
  describe: opportunityFacts,
})

function fieldsOf({ name, amount, stage, closeDate, nextStep, description, ...custom }: OpportunityChanges) {
  const standard = { Name: name, Amount: amount, StageName: stage, CloseDate: closeDate, NextStep: nextStep, Description: description }
  return { ...standard, ...custom }
}

/** It is changed; an account that may change but not read still gets its receipt. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof PermissionDenied)) throw error
}
const unread = { amount: null, stage: '', closeDate: '', owner: '', account: '', lastModified: '' }
