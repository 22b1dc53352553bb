// Who has an account in the stand-in for Salesforce, in which org, and with which rights.
import { salesforceId } from './ids.js'

/** A Salesforce org. */
export interface Org {
  readonly id: string
  readonly name: string
  readonly isSandbox: boolean
}

/** A user of an org. */
export interface Account {
  readonly key: string
  readonly userId: string
  readonly username: string
  readonly name: string
  readonly email: string
  readonly org: Org
  /** standard: own records; viewAll: everybody's, as an integration user has it; readOnly: own records, no changes. */
  readonly rights: 'standard' | 'viewAll' | 'readOnly'
  /** Fields that its profile may only read: `Opportunity.Amount`. */
  readonly cantEdit?: readonly string[]
  /** Fields that its profile hides: to this user the object has none of that name. */
  readonly cantSee?: readonly string[]
  /** The key of whoever approves what it submits; without one nothing can be submitted. */
  readonly manager?: string
}

export const productionOrg: Org = { id: salesforceId('00D', 1), name: 'Contoso Sales', isSandbox: false }
export const sandboxOrg: Org = { id: salesforceId('00D', 2), name: 'Contoso Sales (UAT)', isSandbox: true }

const account = (key: string, number: number, name: string, username: string, more: Partial<Account> = {}): Account => ({
  key,
  userId: salesforceId('005', number),
  username,
  name,
  email: username.replace(/\.uat$/, ''),
  org: productionOrg,
  rights: 'standard',
  ...more,
})

/** The sandbox's accounts; tests may bring others. */
export const salesforceAccounts: readonly Account[] = [
  account('alice', 1, 'Alice Jensen', 'alice@contoso-sales.example', { manager: 'bob' }),
  account('bob', 2, 'Bob Olsen', 'bob@contoso-sales.example'),
  account('integration', 3, 'Workbot Integration', 'integration@contoso-sales.example', { rights: 'viewAll' }),
  account('dana', 4, 'Dana Reader', 'dana@contoso-sales.example', { rights: 'readOnly' }),
  account('alice-uat', 5, 'Alice Jensen', 'alice@contoso-sales.example.uat', { org: sandboxOrg }),
]
