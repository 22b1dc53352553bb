// Creates an opportunity, once.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm
import { defineWrite } from '../../define-app.js'
import { PermissionDenied } from '../../errors.js'
import { createOnce } from '../create-once.js'
import { findOpportunity, opportunityFacts, type Opportunity } from '../opportunity.js'
import { recordUrl } from '../record-url.js'

export interface NewOpportunity {
  readonly name: string
  /** In the caller's currency in Salesforce. */
  readonly amount?: number
  readonly stage: string
  /** `YYYY-MM-DD`; 30 days from the start of the step unless told. Salesforce demands one. */
  readonly closeDate?: string
}

const DAYS_TO_CLOSE = 30

export const createOpportunity = defineWrite<NewOpportunity, Opportunity>({
  recognisedBy: 'enforced',
  subject: ({ name }) => name,
  async perform(call, { name, stage, amount, ...input }) {
    const closeDate = input.closeDate ?? inDays(call.startedAt, DAYS_TO_CLOSE)
    const id = await createOnce(call, 'Opportunity', { Name: name, StageName: stage, Amount: amount, CloseDate: closeDate })
    const found = await findOpportunity(call, id).catch(unreadable)
    const known = { id, name, stage, closeDate, amount: amount ?? null, url: recordUrl(call.host, 'Opportunity', id) }
    return found ?? { ...known, owner: '', account: '', lastModified: '' }
  },
  describe: opportunityFacts,
})

/** The opportunity exists; an account that may create but not read still gets its receipt. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof PermissionDenied)) throw error
}

function inDays(from: Date, days: number): string {
  return new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}
