// Opportunities that are in Salesforce before a recipe comes: made by hand, with a token of the account that owns them.
import type { SalesforceStandIn } from '../../../sandbox/salesforce/index.js'

export interface Deal {
  readonly name: string
  readonly stage?: string
  /** `YYYY-MM-DD`; today unless told. */
  readonly closed?: string
}

/** The account must be connected. Resolves with their ids, in order. */
export async function addDeals({ url, liveTokens }: SalesforceStandIn, account: string, deals: readonly Deal[]): Promise<string[]> {
  const token = liveTokens(account).find(({ kind }) => kind === 'access')?.value ?? ''
  const ids: string[] = []
  for (const { name, stage = 'Closed Won', closed = new Date().toISOString().slice(0, 10) } of deals) {
    const response = await fetch(`${url}/services/data/v64.0/sobjects/Opportunity`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ Name: name, StageName: stage, CloseDate: closed, Amount: 1_000 }),
    })
    if (response.status !== 201) throw new Error(`Salesforce answered ${String(response.status)}: ${await response.text()}`)
    ids.push(((await response.json()) as { id: string }).id)
  }
  return ids
}

/** A field of an opportunity, whatever the org calls it. */
export function fieldOf({ records }: SalesforceStandIn, id: string, field: string): unknown {
  return (records.find(({ Id }) => Id === id) as Record<string, unknown> | undefined)?.[field]
}
