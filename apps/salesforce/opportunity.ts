// Opportunities as Salesforce's REST API gives them, and as recipes see them.
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { recordUrl } from './record-url.js'
import { soqlString } from './soql.js'

/** What recipes see of an opportunity. `amount` is in the record's currency; `closeDate` is `YYYY-MM-DD`. */
export interface Opportunity {
  readonly id: string
  readonly name: string
  readonly amount: number | null
  readonly stage: string
  readonly closeDate: string
  readonly owner: string
  readonly url: string
}

const fields = 'Id, Name, Amount, StageName, CloseDate, Owner.Name'
const row = z.object({
  Id: z.string(),
  Name: z.string(),
  Amount: z.number().nullable(),
  StageName: z.string(),
  CloseDate: z.string(),
  Owner: z.object({ Name: z.string() }).nullable(),
})
const answer = z.object({ totalSize: z.number().int(), done: z.boolean(), records: z.array(row), nextRecordsUrl: z.string().optional() })

/** One page of opportunities. `where` is SOQL made of typed parts (soql.ts). https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export async function queryOpportunities(
  { request, host }: Pick<ActionCall, 'request' | 'host'>,
  { where, orderBy = 'CreatedDate desc', limit }: { where?: string; orderBy?: string; limit: number },
): Promise<Opportunity[]> {
  const q = `select ${fields} from Opportunity${where ? ` where ${where}` : ''} order by ${orderBy} limit ${String(limit)}`
  const { json } = await request({ method: 'GET', path: '/query', query: { q } })
  return answer.parse(json).records.map((record) => ({
    id: record.Id,
    name: record.Name,
    amount: record.Amount,
    stage: record.StageName,
    closeDate: record.CloseDate,
    owner: record.Owner?.Name ?? '',
    url: recordUrl(host, 'Opportunity', record.Id),
  }))
}

/** One opportunity, or undefined where this account can't see it. */
export async function findOpportunity(call: Pick<ActionCall, 'request' | 'host'>, id: string): Promise<Opportunity | undefined> {
  const [found] = await queryOpportunities(call, { where: `Id = ${soqlString(id)}`, limit: 1 })
  return found
}
