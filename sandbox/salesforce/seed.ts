// The opportunities that a fresh sandbox starts with, so that a first look shows something.
import { salesforceAccounts } from './accounts.js'
import type { RecordStore } from './records.js'

const DAY = 86_400_000

const first: readonly {
  readonly owner: string
  readonly name: string
  readonly amount: number
  readonly stage: string
  /** Until its close date; negative: since then. */
  readonly days: number
}[] = [
  { owner: 'bob', name: 'Fabrikam renewal', amount: 120_000, stage: 'Negotiation', days: 21 },
  { owner: 'alice', name: 'Adventure Works seats', amount: 64_000, stage: 'Proposal', days: 35 },
  { owner: 'bob', name: 'Northwind pilot', amount: 18_000, stage: 'Prospecting', days: 60 },
  { owner: 'alice', name: 'Tailspin rollout', amount: 42_000, stage: 'Closed Won', days: -6 },
  { owner: 'alice', name: 'Wingtip licences', amount: 27_500, stage: 'Closed Won', days: -2 },
]

/** Each as its owner created it. */
export async function seedOpportunities(records: RecordStore): Promise<void> {
  for (const { owner, name, amount, stage, days } of first) {
    const account = salesforceAccounts.find(({ key }) => key === owner)
    const CloseDate = new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
    if (account) await records.create(account, 'Opportunity', { Name: name, Amount: amount, StageName: stage, CloseDate })
  }
}
