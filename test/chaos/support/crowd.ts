// People by the dozen, each with an account at Salesforce: whoever is alone with a run doesn't disturb another's.
import { salesforceAccounts, type Account } from '../../../sandbox/salesforce/accounts.js'
import { salesforceId } from '../../../sandbox/salesforce/ids.js'
import type { SandboxPerson } from '../../../sandbox/people.js'

export interface Crowd {
  readonly people: readonly SandboxPerson[]
  readonly accounts: readonly Account[]
}

export function crowd(size: number): Crowd {
  const people = Array.from({ length: size }, (_, index) => personOf(index + 1))
  return { people, accounts: [...salesforceAccounts, ...people.map(accountOf)] }
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

function accountOf({ key, name, email }: SandboxPerson, index: number): Account {
  const [alice] = salesforceAccounts as readonly [Account]
  return { ...alice, key, name, email, username: email, userId: salesforceId('005', 100 + index) }
}
