// Creates an opportunity, once: our key sits in a unique external id field, so Salesforce itself refuses a second one.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_create.htm
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { AppUnavailable, PermissionDenied } from '../../errors.js'
import { DuplicateValue } from '../errors.js'
import { findOpportunity, type Opportunity } from '../opportunity.js'
import { recordUrl } from '../record-url.js'
import { KEY_FIELD } from '../workbot-key.js'

export interface NewOpportunity {
  readonly name: string
  /** In the caller's currency in Salesforce. */
  readonly amount?: number
  readonly stage: string
  /** `YYYY-MM-DD`; 30 days from the start of the step unless told. Salesforce demands one. */
  readonly closeDate?: string
}

const DAYS_TO_CLOSE = 30
const created = z.object({ id: z.string() })
const keyed = z.object({ Id: z.string() })

export const createOpportunity = defineWrite<NewOpportunity, Opportunity>({
  recognisedBy: 'enforced',
  subject: ({ name }) => name,
  async perform(call, input) {
    const closeDate = input.closeDate ?? inDays(call.startedAt, DAYS_TO_CLOSE)
    const id = await createOnce(call, { Name: input.name, StageName: input.stage, Amount: input.amount, CloseDate: closeDate })
    const found = await findOpportunity(call, id).catch(unreadable)
    return (
      found ?? {
        id,
        name: input.name,
        amount: input.amount ?? null,
        stage: input.stage,
        closeDate,
        owner: '',
        url: recordUrl(call.host, 'Opportunity', id),
      }
    )
  },
  describe: ({ amount, stage, owner, url }) => ({
    facts: [
      ...(amount === null ? [] : [{ label: 'amount' as const, value: amount }]),
      { label: 'stage', value: stage },
      ...(owner ? [{ label: 'owner' as const, value: owner }] : []),
    ],
    url,
  }),
})

async function createOnce({ request, effectKey }: ActionCall, fields: Record<string, unknown>): Promise<string> {
  try {
    const { json } = await request({ method: 'POST', path: '/sobjects/Opportunity', json: { ...fields, [KEY_FIELD]: effectKey } })
    return created.parse(json).id
  } catch (error) {
    // Another unique field of the org may say the same; only our own key means that the first write arrived.
    if (!(error instanceof DuplicateValue && error.detail.includes(KEY_FIELD))) throw error
    return await idByKey({ request, effectKey })
  }
}

/** The refusal can come before the first record can be read: not found yet means ask again. */
async function idByKey({ request, effectKey }: Pick<ActionCall, 'request' | 'effectKey'>): Promise<string> {
  try {
    const { json } = await request({ method: 'GET', path: `/sobjects/Opportunity/${KEY_FIELD}/${encodeURIComponent(effectKey)}` })
    return keyed.parse(json).Id
  } catch (error) {
    if (error instanceof PermissionDenied) throw new AppUnavailable("Salesforce has the opportunity and doesn't show it yet.", error)
    throw error
  }
}

/** The opportunity exists; an account that may create but not read still gets its receipt. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof PermissionDenied)) throw error
}

function inDays(from: Date, days: number): string {
  return new Date(from.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}
