// Opportunities that fit, the newest first; read page by page.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { defineRead } from '../../define-app.js'
import { accountUser } from '../account-user.js'
import { queryOpportunities, type Opportunity } from '../opportunity.js'
import type { Condition } from '../soql.js'

export interface WantedOpportunities {
  /** `me`: the account that acts. */
  readonly owner?: 'me'
  readonly stage?: string
  readonly isOpen?: boolean
  /** Any part of the name, without its case. */
  readonly nameContains?: string
  /** Closed, or to be closed, on this day or later: `YYYY-MM-DD`. */
  readonly closedSince?: string
  /** 200 unless told, 1,000 at most: more would be too much for a run's history. */
  readonly limit?: number
}

const LIMIT = 200
const AT_MOST = 1_000

export const findOpportunities = defineRead<WantedOpportunities, readonly Opportunity[]>({
  perform: (call, wanted) =>
    queryOpportunities(call, {
      where: conditionsOf(wanted, accountUser(call.accountKey)),
      limit: Math.min(wanted.limit ?? LIMIT, AT_MOST),
    }),
})

function conditionsOf({ owner, stage, isOpen, nameContains, closedSince }: WantedOpportunities, me: string): Condition[] {
  return [
    ...(owner === 'me' ? [{ field: 'OwnerId', op: 'is' as const, value: me }] : []),
    ...(stage === undefined ? [] : [{ field: 'StageName', op: 'is' as const, value: stage }]),
    ...(isOpen === undefined ? [] : [{ field: 'IsClosed', op: 'is' as const, value: !isOpen }]),
    ...(nameContains === undefined ? [] : [{ field: 'Name', op: 'contains' as const, value: nameContains }]),
    ...(closedSince === undefined ? [] : [{ field: 'CloseDate', op: 'atLeast' as const, value: { date: closedSince } }]),
  ]
}
