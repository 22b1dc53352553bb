// The opportunity that somebody means, by its id or its name; what recipes about one deal begin with.
import type { Opportunity } from '../apps/salesforce/opportunity.js'
import type { AppClient, SayOptions } from './recipe-context.js'

/** https://help.salesforce.com/s/articleView?id=000385008 – ids of opportunities begin with 006, with 15 or 18 characters. */
const ID = /^006[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/
const SHOWN = 5

/** Null: there is none, or there are several; the caller is told which. */
export async function findDeal(
  { salesforce, say }: { salesforce: AppClient<'salesforce', 'personal'>; say: (line: string, options?: SayOptions) => Promise<void> },
  wanted: string,
): Promise<Opportunity | null> {
  if (ID.test(wanted)) return salesforce.getOpportunity({ id: wanted })
  const found = await salesforce.findOpportunities({ nameContains: wanted, limit: SHOWN })
  const exact = found.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  const [deal, ...others] = exact.length > 0 ? exact : found
  if (!deal) {
    await say(`You have no opportunity in Salesforce whose name contains "${wanted}"`)
    return null
  }
  if (others.length === 0) return deal
  await say(`More than one opportunity fits "${wanted}". Ask again with the whole name, or with the id`, {
    rows: [deal, ...others].map(({ id, name, stage, amount }) => ({ Opportunity: name, Stage: stage, Amount: amount, Id: id })),
  })
  return null
}
