// Opportunities as Salesforce's REST API gives them, and as recipes see them.
import { z } from 'zod'
import type { ActionCall, ResultFacts } from '../define-app.js'
import { queryAll } from './query.js'
import { recordUrl } from './record-url.js'
import type { Query } from './soql.js'

/** What recipes see of an opportunity. `amount` is in the record's currency; `closeDate` is `YYYY-MM-DD`. */
export interface Opportunity {
  readonly id: string
  readonly name: string
  readonly amount: number | null
  readonly stage: string
  readonly closeDate: string
  readonly owner: string
  /** The account's name; empty where it has none, or this account may not see it. */
  readonly account: string
  /** When it was last changed, for an update that must not overwrite others' changes. ISO. */
  readonly lastModified: string
  readonly url: string
}

const fields = ['Id', 'Name', 'Amount', 'StageName', 'CloseDate', 'Owner.Name', 'Account.Name', 'LastModifiedDate']
const row = z.object({
  Id: z.string(),
  Name: z.string(),
  Amount: z.number().nullable(),
  StageName: z.string(),
  CloseDate: z.string(),
  Owner: z.object({ Name: z.string() }).nullable(),
  Account: z.object({ Name: z.string().nullable() }).nullish(),
  LastModifiedDate: z.string().default(''),
})

/** As many as there are, up to the limit. */
export async function queryOpportunities(
  call: Pick<ActionCall, 'request' | 'host'>,
  { where, orderBy = { field: 'CreatedDate', direction: 'desc' }, limit }: Pick<Query, 'where' | 'orderBy' | 'limit'>,
): Promise<Opportunity[]> {
  const records = await queryAll(call, { object: 'Opportunity', fields, limit, orderBy, ...(where && { where }) }, row)
  return records.map((record) => ({
    id: record.Id,
    name: record.Name,
    amount: record.Amount,
    stage: record.StageName,
    closeDate: record.CloseDate,
    owner: record.Owner?.Name ?? '',
    account: record.Account?.Name ?? '',
    lastModified: record.LastModifiedDate,
    url: recordUrl(call.host, 'Opportunity', record.Id),
  }))
}

/** One opportunity, or undefined where this account can't see it. */
export async function findOpportunity(call: Pick<ActionCall, 'request' | 'host'>, id: string): Promise<Opportunity | undefined> {
  const [found] = await queryOpportunities(call, { where: [{ field: 'Id', op: 'is', value: id }], limit: 1 })
  return found
}

/** What a receipt says of one. */
export function opportunityFacts({ amount, stage, owner, url }: Opportunity): ResultFacts {
  return {
    facts: [
      ...(amount === null ? [] : [{ label: 'amount' as const, value: amount }]),
      { label: 'stage', value: stage },
      ...(owner ? [{ label: 'owner' as const, value: owner }] : []),
    ],
    url,
  }
}
