// People by the dozen, each with an account at Salesforce: whoever is alone with a run doesn't disturb another's.
import { salesforceAccounts, type Account } from '../../../sandbox/salesforce/accounts.js'
import { salesforceId } from '../../../sandbox/salesforce/ids.js'
import type { SandboxPerson } from '../../../sandbox/people.js'

export interface Crowd {
  readonly people: readonly SandboxPerson[]
  /** The sandbox's, and two for each of these people: their own, and one of another name. */
  readonly accounts: readonly Account[]
}

/** The key of somebody's second account. */
export const otherAccountOf = ({ key }: Pick<SandboxPerson, 'key'>): string => `${key}-admin`

export function crowd(size: number): Crowd {
  const people = Array.from({ length: size }, (_, index) => personOf(index + 1))
  return { people, accounts: [...salesforceAccounts, ...people.flatMap(accountsOf)] }
}

function personOf(number: number): SandboxPerson {
  const key = `person-${String(number)}`
  return {
    key,
    name: `Person ${String(number)}`,
    email: `${key}@contoso-sales.example`,
    aadObjectId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    teamsUserId: `29:${key}`,
  }
}

function accountsOf({ key, name, email }: SandboxPerson, index: number): Account[] {
  const [alice] = salesforceAccounts as readonly [Account]
  const own = { ...alice, key, name, email, username: email, userId: salesforceId('005', 100 + 2 * index) }
  const username = `admin.${email}`
  const other = { ...own, key: otherAccountOf(own), email: username, username, userId: salesforceId('005', 101 + 2 * index) }
  return [own, other]
}
